// Package scenario is the scenario language: what requests get, step by step, so that a test meets every failure of
// the real service on demand and in order. It decides and counts; the vendor's handler carries out on the wire. It
// knows no HTTP server, and no probability: only delays are drawn, from a seed, so that they repeat.
//
// # A scenario
//
// A Scenario is written as YAML or JSON (Parse) or made in Go (Validate); schemas/scenario.schema.json describes it,
// and Parse applies that schema before rules of its own. A step is at most one action, the ordinary answer without any
// (answer, error, respond, reset, close, hang), what is done to it (delay, drip, truncate, malformed, omit, null,
// retype, set, add, remove, charge) and how long it lasts. What goes with what is the dependentSchemas of the schema.
//
// # Length
//
// A step begins with its first request and lasts
//
//   - times: N: until it has been applied N times; N is 1 where a step says no length;
//   - until: login: until the key logs in again after the step began;
//   - for: 30s: so long after its first request, by the emulator's clock;
//   - forever: true.
//
// With every: 3 each third request within the step gets it and the others ordinary answers; times counts those that
// get it. After the last step come ordinary answers or, with loop: true, the steps again.
//
// # Counts
//
// per: cookie counts for each cookie of each key, per: key for each key, per: server for all requests together. A
// scenario activated for one key, or by a special value, is that key's own: whatever per says it shares no count with
// another key. A Stage keeps the 65,536 counts of a scenario that were used last; an older one begins again at the
// first step.
//
// # Who speaks
//
// Of the active scenarios the last activated that matches speaks; the others don't see the request and don't count it.
// A key's own scenario comes before the general ones, and a special value (a login_token or x-api-key that begins with
// scenario-NAME) before all, a login_token before an x-api-key. A scenario past its last step still speaks, with
// ordinary answers.
//
// # The network
//
// add and remove change the network of the request's key and cookie from that answer on, whoever speaks later, until
// the scenario is deactivated or rewound. A Stage keeps the 16,384 networks that were asked for last, with 256 changes
// each, and neighbouring changes of one scenario at one index count as one; a change beyond that is not made.
package scenario
