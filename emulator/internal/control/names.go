package control

import (
	"errors"
	"net/http"
)

// Why a name in the place of a key is none that can be acted on. The key itself always can be.
var (
	ErrNobody  = errors.New("no key")
	ErrSeveral = errors.New("the name is of more than one key")
	ErrAsleep  = errors.New("the key itself is wanted")
)

// misnamed is the answer to a name that is none, and to every other error what otherwise says.
func misnamed(err error, otherwise func(error) error) error {
	switch {
	case errors.Is(err, ErrNobody):
		return faultf(http.StatusNotFound, "%v; a name such as key:7f3a9c is the fingerprint of a key that was used", err)
	case errors.Is(err, ErrSeveral):
		return faultf(http.StatusConflict, "%v; give the key itself, or sha256: and the digits of `printf %%s KEY | sha256sum`", err)
	case errors.Is(err, ErrAsleep):
		return faultf(http.StatusConflict, "%v; give the key itself, or use it first", err)
	}
	return otherwise(err)
}

// badRequest is 400 with what the error says.
func badRequest(err error) error { return faultf(http.StatusBadRequest, "%v", err) }
