package control

import (
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/credits"
	"github.com/linkup-emulator/linkup-emulator/schemas"
)

type accounts struct {
	Accounts []credits.Statement `json:"accounts"`
}

type ledger struct {
	Entries []credits.Entry `json:"entries"`
}

// shown is an account as the routes tell it: a key that looks like somebody's real one is its fingerprint.
func shown(account credits.Statement) credits.Statement {
	account.Key = contract.APIKey(account.Key).Shown()
	return account
}

// getAccounts answers GET /accounts: 200 with every account that was declared or used, in the order of their keys. Keys
// that look like somebody's real ones are fingerprints, here and in the routes below.
//
// The {key} of a path is the key itself or, of one that was used or declared, its fingerprint or sha256: and its digest:
// 404 where there is none of that name, 409 where there is more than one.
func (t *Control) getAccounts(echo.Context) (reply, error) {
	all := accounts{t.actions.Accounts()}
	for i := range all.Accounts {
		all.Accounts[i] = shown(all.Accounts[i])
	}
	return reply{status: http.StatusOK, schema: schemas.Accounts, body: all}, nil
}

// getAccount answers GET /accounts/{key}: 200 with key, credits, spent and requests; 404 where the key is no account.
// A key that was not used yet is told as it would open, and stays unused.
func (t *Control) getAccount(c echo.Context) (reply, error) {
	key, err := pathParam(c, "key")
	if err != nil {
		return reply{}, err
	}
	account, err := t.actions.AccountOf(key)
	if err != nil {
		return reply{}, misnamed(err, noAccount)
	}
	return reply{status: http.StatusOK, schema: schemas.Account, body: shown(account)}, nil
}

// putAccount answers PUT /accounts/{key} with the body {"credits": N}: 200 with the account, whose balance is N from
// here on and whose ledger has an adjustment; 400 where the body is anything else, and nothing has changed. The key
// becomes an account where it was none.
func (t *Control) putAccount(c echo.Context) (reply, error) {
	key, err := pathParam(c, "key")
	if err != nil {
		return reply{}, err
	}
	var put struct {
		Credits json.Number `json:"credits"`
	}
	if err := t.read(c, schemas.AccountPut, &put); err != nil {
		return reply{}, err
	}
	credits, err := contract.ParseInteger(put.Credits.String())
	if err != nil {
		return reply{}, faultf(http.StatusBadRequest, "credits: %v", err)
	}
	account, err := t.actions.PutCredits(key, credits)
	if err != nil {
		return reply{}, misnamed(err, badRequest)
	}
	return reply{status: http.StatusOK, schema: schemas.Account, body: shown(account)}, nil
}

// getLedger answers GET /accounts/{key}/ledger: 200 with the entries that are kept, oldest first, which sum to the
// balance; 404 where the key is no account.
func (t *Control) getLedger(c echo.Context) (reply, error) {
	key, err := pathParam(c, "key")
	if err != nil {
		return reply{}, err
	}
	entries, err := t.actions.LedgerOf(key)
	if err != nil {
		return reply{}, misnamed(err, noAccount)
	}
	return reply{status: http.StatusOK, schema: schemas.Ledger, body: ledger{entries}}, nil
}

func noAccount(err error) error {
	return faultf(http.StatusNotFound, "%v: unknown_keys is reject, and the configuration does not name it", err)
}
