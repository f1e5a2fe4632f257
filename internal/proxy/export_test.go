package proxy

// NotLoopback is notLoopback, for tests.
var NotLoopback = notLoopback
