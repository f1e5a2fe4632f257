// Package report tells what a client did and what that cost: how many calls there were of each kind, which a Verification
// is held against; credits by key, route and scenario; and findings, the faults of a client that cost it credits or calls.
//
// A Recorder is told of each exchange once, and keeps running state, not exchanges: what it says does not end where the
// journal's ring does. Calls that are alike are kept as one with a count. A Recorder keeps MaxWeight bytes of that; where
// it would be more, the key that was not used for longest is forgotten, but for what it spent and the findings about it.
// What rests on all that was ever seen says whether that is still known: complete.
package report
