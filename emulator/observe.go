package emulator

import "github.com/linkup-emulator/linkup-emulator/emulator/internal/vendor"

// Observer is told of each request to the vendor's routes as it comes, and once it is done with, by the goroutine that
// answers it: it is to be quick, and safe for use from many goroutines. With it a program counts in whatever metrics
// library it uses.
type Observer = vendor.Observer

// Observation is one request to the vendor's routes, as a metric may know it: Route, Status, Mode, Scenario, Charged,
// Refused, Breach and Duration. Nothing in it tells whose it was, and each of its texts is one of a few.
type Observation = vendor.Observation

// What an Observation says where there is nothing to say.
const (
	OtherRoute  = vendor.OtherRoute  // Route: a path that is none of the vendor's
	OwnScenario = vendor.OwnScenario // Scenario: one that is not shipped
	None        = vendor.None        // Mode and Scenario: no mode was found out, no scenario spoke
)
