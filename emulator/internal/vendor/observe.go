package vendor

import (
	"time"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/scenario"
)

// What an Observation says where there is nothing to say.
const (
	OtherRoute  = "other" // a path that is none of the vendor's
	OwnScenario = "own"   // a scenario that is not shipped
	None        = "none"  // no mode was found out, or no scenario spoke
)

// Observation is one request to the vendor's routes, as a metric may know it: nothing in it tells whose it was, and each
// of its texts is one of a few.
type Observation struct {
	Route    string        // the path of the vendor's route, or OtherRoute
	Status   int           // that was sent; 0 where the connection broke before one was
	Mode     string        // pagination, total_results, or None
	Scenario string        // the name of a shipped one, OwnScenario, or None
	Charged  int64         // the credits that it cost in the end
	Refused  int64         // the credits that it would have cost, where it was refused for want of them
	Breach   bool          // the answer broke its schema, and so another was sent
	Duration time.Duration // by the machine's clock
}

// Observer is told of each request to the vendor's routes as it comes, and once it is done with, by the goroutine that
// answers it: it is to be quick, and safe for use from many goroutines.
type Observer interface {
	Began()
	Ended(Observation)
}

// observe tells the observer, if there is one, what became of x.
func (v *Vendor) observe(x *exchange, a answer) {
	if v.Observer == nil {
		return
	}
	o := Observation{
		Route:    OtherRoute,
		Mode:     None,
		Scenario: None,
		Charged:  x.charged,
		Breach:   x.complain != "",
		Duration: x.took,
	}
	if x.route != nil {
		o.Route = x.route.Path
	}
	if x.headed {
		o.Status = a.status
	}
	if x.query.Mode != "" {
		o.Mode = string(x.query.Mode)
	}
	if x.spoken {
		o.Scenario = scenarioOf(x.decision.Scenario)
	}
	if a.err != nil && a.err.Kind == contract.KindInsufficientCredits {
		o.Refused = x.plan.Cost
	}
	v.Observer.Ended(o)
}

func scenarioOf(name string) string {
	if scenario.IsShipped(name) {
		return name
	}
	return OwnScenario
}
