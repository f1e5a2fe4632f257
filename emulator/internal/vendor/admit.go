package vendor

import (
	"fmt"
	"mime"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
)

// The first steps of a request to any endpoint: whose it is, whether it may come now, and what is wrong with it before
// its fields are looked at.

// authenticate finds the account of the request's API key.
func (v *Vendor) authenticate(x *exchange) error {
	x.key = contract.APIKey(valueOf(x.request.Header, "X-Api-Key"))
	if strings.TrimSpace(string(x.key)) == "" {
		x.key = ""
		return contract.ErrMissingAPIKey()
	}
	holder := v.holderOf(x.key)
	x.tenant = holder.name
	if holder.real {
		v.warnOfReal(x, x.tenant.Fingerprint)
	}
	account, known := v.Bank.Account(x.key)
	if !known {
		return contract.ErrInvalidAPIKey()
	}
	x.account, x.left = account, account.Count()
	x.warn(holder.beyond)
	return nil
}

// limit refuses a request that comes too soon after too many others of its key.
func (v *Vendor) limit(x *exchange) error {
	x.verdict = v.Limiter.Take(x.key)
	if x.verdict.Limited {
		return contract.ErrRateLimited(x.verdict.RetryAfter)
	}
	return nil
}

// content is the request's body. The faults are those of its Content-Type, or of what is no body at all: then body is
// nil, and there are no fields to look at.
func (x *exchange) content() (body []byte, faults []string) {
	faults, warning := contentType(valueOf(x.request.Header, "Content-Type"))
	x.warn(warning)
	if x.bodyFault != "" {
		return nil, append(faults, x.bodyFault)
	}
	return x.body, faults
}

// contentType says what is wrong with a Content-Type: it is to be application/json, with any parameters.
// A charset is warned of where it is another than JSON's.
func contentType(header string) (faults []string, warning string) {
	if header == "application/json" {
		return nil, ""
	}
	media, parameters, err := mime.ParseMediaType(header)
	charset := parameters["charset"]
	switch {
	case header == "":
		return []string{"Content-Type must be application/json (got none)"}, ""
	case err != nil || media != "application/json":
		return []string{fmt.Sprintf("Content-Type must be application/json (got %.60q)", header)}, ""
	case charset != "" && !strings.EqualFold(charset, "utf-8"):
		return nil, fmt.Sprintf("charset %.40q was ignored: JSON is UTF-8", charset)
	}
	return nil, ""
}

// invalid is the error that tells all faults at once.
func invalid(faults []string) error {
	return contract.ErrInvalidRequest(strings.Join(faults, "; "))
}
