package emulator

import (
	"errors"
	"fmt"
	"strings"

	"github.com/linkup-emulator/linkup-emulator/emulator/internal/contract"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/cookies"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/network"
	"github.com/linkup-emulator/linkup-emulator/emulator/internal/networkfile"
)

// NetworkOrigin is where a network comes from.
type NetworkOrigin = cookies.Origin

// The values of NetworkOrigin.
const (
	NetworkDrawn      = cookies.Drawn      // from its cookie
	NetworkConfigured = cookies.Configured // from Config.Cookies
	NetworkPut        = cookies.Put        // by PutNetwork, PutNetworkFor or a control route
)

// OwnNetwork is a network of one's own that is in force, in the place of the one drawn from its cookie.
type OwnNetwork struct {
	Cookie string        // fingerprint of the login_token, cookie:7f3a9c; of cookies that logins handed out, of what they share
	Key    string        // fingerprint of the x-api-key that alone has it, key:7f3a9c; "": all keys
	Origin NetworkOrigin // NetworkConfigured or NetworkPut
	Size   int
}

// NetworkFormat is how the file of a network is written.
type NetworkFormat = networkfile.Format

// The values of NetworkFormat.
const (
	NetworkJSON = networkfile.JSON // a list of connections, or an answer of the endpoint with data.connections
	NetworkCSV  = networkfile.CSV  // a header row with name, job_title, profile_url and profile_picture, and a row for each
)

// NetworkFormatOf is the format of a file: by the ending of its name, .json or .csv, or else by how it begins.
func NetworkFormatOf(file string, text []byte) NetworkFormat { return networkfile.FormatOf(file, text) }

// ParseNetwork reads the file of a network, of at most 32 MiB. The error says everything that is wrong, each with file,
// line and column, and the nearest known field; file is what the error calls it.
func ParseNetwork(file string, format NetworkFormat, text []byte) ([]Connection, error) {
	return networkfile.Parse(file, format, text)
}

// FormatNetwork is the connections as a file that ParseNetwork reads back as they are. The error says what CSV cannot
// carry.
func FormatNetwork(format NetworkFormat, connections []Connection) ([]byte, error) {
	return networkfile.Write(format, connections)
}

// PutNetwork makes connections the network of a cookie from the next request on, for every key: served in their order,
// paged and charged like any other. No page mixes it with the one before. It goes before what the configuration says, and
// lasts until it is deleted or reset. The cookies that the logins of one member hand out have one network. The error says
// everything that is wrong; then nothing has changed.
func (e *Emulator) PutNetwork(loginToken string, connections []Connection) error {
	return e.putNetwork("", loginToken, connections)
}

// PutNetworkFor is PutNetwork for the requests of one key alone, whatever is put for every key.
func (e *Emulator) PutNetworkFor(key, loginToken string, connections []Connection) error {
	if strings.TrimSpace(key) == "" {
		return errors.New("key: got a blank string, want one that is not blank")
	}
	return e.putNetwork(contract.APIKey(key), loginToken, connections)
}

func (e *Emulator) putNetwork(key contract.APIKey, loginToken string, connections []Connection) error {
	if err := notBlank(loginToken); err != nil {
		return err
	}
	list, err := newList("connections", connections)
	if err != nil {
		return err
	}
	return e.jar.PutNetwork(cookies.PlaceOf(key, contract.Cookie(loginToken)), list)
}

func notBlank(loginToken string) error {
	if strings.TrimSpace(loginToken) == "" {
		return errors.New("login_token: got a blank string, want one that is not blank")
	}
	return nil
}

// newList is a list of connections that can be served; name is what the error calls them.
func newList(name string, connections []Connection) (*network.List, error) {
	if err := networkfile.Check(name, connections); err != nil {
		return nil, err
	}
	return network.NewList(connections), nil
}

// DeleteNetwork makes the network of a cookie what it was before PutNetwork, configured or drawn, and says whether one was
// put.
func (e *Emulator) DeleteNetwork(loginToken string) bool {
	return e.jar.DeleteNetwork(cookies.PlaceOf("", contract.Cookie(loginToken)))
}

// DeleteNetworkFor is DeleteNetwork for what PutNetworkFor put.
func (e *Emulator) DeleteNetworkFor(key, loginToken string) bool {
	return key != "" && e.jar.DeleteNetwork(cookies.PlaceOf(contract.APIKey(key), contract.Cookie(loginToken)))
}

// NetworkFor is the network that a key's requests with a cookie are answered from, as it is before scenarios change it. A
// key that is "" has none of its own.
func (e *Emulator) NetworkFor(key, loginToken string) Network {
	return Network{e.jar.NetworkOf(contract.APIKey(key), contract.Cookie(loginToken))}
}

// Networks are the networks of one's own that are in force, in the order of the digests of their cookies and keys.
func (e *Emulator) Networks() []OwnNetwork {
	all := []OwnNetwork{}
	for _, own := range e.jar.Networks() {
		n := OwnNetwork{Cookie: own.Cookie.CookieFingerprint(), Origin: own.Origin, Size: own.List.Size()}
		if own.OfOneKey() {
			n.Key = own.Key.KeyFingerprint()
		}
		all = append(all, n)
	}
	return all
}

// validateNetwork says what is wrong with the network of a cookie that is configured; owned are those before it.
func (k CookieConfig) validateNetwork(field string, owned map[cookies.Place]bool) error {
	at := cookies.PlaceOf("", contract.Cookie(k.LoginToken))
	switch {
	case k.Network == nil:
		return nil
	case k.Size != nil:
		return fmt.Errorf("%s.network: got %d connections together with a size of %d, want one of the two", field, len(k.Network), *k.Size)
	case owned[at]:
		return fmt.Errorf("%s.network: the same login handed out a cookie before it that has one; give the two one network", field)
	}
	owned[at] = true
	return networkfile.Check(field+".network", k.Network)
}
