package vendor

import "github.com/labstack/echo/v4"

// Handle is the way of an answer, for an endpoint that only fails.
func (v *Vendor) Handle(fail func() error) echo.HandlerFunc {
	return v.handle(func(*exchange) (answer, error) { return answer{}, fail() }, false)
}

// KeptPages is how many pages the cache holds.
func (v *Vendor) KeptPages() int { return v.pages.pages.Len() }

// KeptReadings is how many requests are remembered.
func (v *Vendor) KeptReadings() int { return v.memory.readings.Len() }
