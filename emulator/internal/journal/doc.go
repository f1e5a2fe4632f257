// Package journal keeps what happened: an Entry for each exchange on a route of the vendor's, in a ring of constant memory
// that readers can query and subscribe to. No cookie, key, password, code or e-mail address is in it, but as a fingerprint.
package journal
