// Package contract is the endpoint's rules, pure: a body becomes a Query or an Error, a Query and the size of a network
// become a Plan. It knows no HTTP server, no clock and no state.
package contract
