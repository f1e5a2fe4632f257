// Package authority is a certificate authority for the names of an emulator, and for no others: its certificate is
// constrained to them, so that who trusts it trusts nobody to speak for the rest of the world.
package authority

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"fmt"
	"math/big"
	"net"
	"slices"
	"time"
)

// How long certificates are valid. An authority is renewed while a leaf can still be made that ends before it does.
const (
	lifetime     = 10 * 365 * 24 * time.Hour
	leafLifetime = 397 * 24 * time.Hour // as long as browsers take one
	backdating   = time.Hour            // for clocks that are behind
)

// Authority is a certificate authority. It may be used from many goroutines.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// New makes an authority for the names: hosts and IP addresses that CheckName takes, at least one of each.
func New(names []string, now time.Time) (*Authority, error) {
	key, err := NewKey()
	if err != nil {
		return nil, err
	}
	return key.Certify(names, now)
}

// Renew is the authority from now on, for its own names and those. It keeps its key and its name, so that what the old
// one has signed is trusted by who trusts the new one, and the other way around.
func (a *Authority) Renew(names []string, now time.Time) (*Authority, error) {
	return sign(a.key, append(a.names(), names...), now)
}

// Covers says whether the authority can speak for all of the names.
func (a *Authority) Covers(names []string) bool {
	own := a.names()
	for _, name := range names {
		if !slices.Contains(own, name) {
			return false
		}
	}
	return true
}

// Lasts says whether a leaf that is made now ends before the authority does.
func (a *Authority) Lasts(now time.Time) bool {
	return !now.Before(a.certificate.NotBefore) && now.Add(leafLifetime).Before(a.certificate.NotAfter)
}

// names are those that it is constrained to.
func (a *Authority) names() []string {
	names := slices.Clone(a.certificate.PermittedDNSDomains)
	for _, of := range a.certificate.PermittedIPRanges {
		names = append(names, of.IP.String())
	}
	return names
}

// Leaf is a new certificate for the names, and a key of its own, for a server. After the leaf comes the authority's own.
func (a *Authority) Leaf(names []string, now time.Time) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the key of a server: %w", err)
	}
	hosts, addresses := parted(names)
	leaf := &x509.Certificate{
		Subject:     pkix.Name{CommonName: "linkup-emulator"},
		NotBefore:   now.Add(-backdating),
		NotAfter:    now.Add(leafLifetime - backdating),
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:    hosts,
		IPAddresses: addresses,

		BasicConstraintsValid: true,
	}
	raw, err := a.issue(leaf, a.certificate, &key.PublicKey)
	if err != nil {
		return nil, fmt.Errorf("make the certificate of a server: %w", err)
	}
	return &tls.Certificate{Certificate: [][]byte{raw, a.certificate.Raw}, PrivateKey: key}, nil
}

// sign makes key's owner the authority for the names.
func sign(key *ecdsa.PrivateKey, names []string, now time.Time) (*Authority, error) {
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return nil, fmt.Errorf("make a certificate authority: %w", err)
	}
	id := sha256.Sum256(public)
	hosts, addresses := parted(names)
	template := &x509.Certificate{
		// Each authority has a name of its own, as some clients find the one that they trust by its name alone.
		Subject:      pkix.Name{CommonName: commonName(id[:20])},
		SubjectKeyId: id[:20],
		NotBefore:    now.Add(-backdating),
		NotAfter:     now.Add(lifetime),
		KeyUsage:     x509.KeyUsageCertSign,
		ExtKeyUsage:  []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		IsCA:         true,

		BasicConstraintsValid:       true,
		MaxPathLenZero:              true, // no authority under it
		PermittedDNSDomainsCritical: true,
		PermittedDNSDomains:         hosts,
		PermittedIPRanges:           ranges(addresses),
	}
	a := &Authority{key: key}
	raw, err := a.issue(template, template, &key.PublicKey)
	if err != nil {
		return nil, fmt.Errorf("make a certificate authority: %w", err)
	}
	a.certificate, err = x509.ParseCertificate(raw)
	return a, err
}

// commonName is the name of an authority by the id of its key.
func commonName(id []byte) string {
	return "linkup-emulator test authority " + hex.EncodeToString(id[:min(4, len(id))])
}

func (a *Authority) issue(template, parent *x509.Certificate, public *ecdsa.PublicKey) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	template.SerialNumber = serial.Add(serial, big.NewInt(1))
	return x509.CreateCertificate(rand.Reader, template, parent, public, a.key)
}

// parted are the names that are hosts, and those that are IP addresses, each once.
func parted(names []string) (hosts []string, addresses []net.IP) {
	seen := map[string]bool{}
	for _, name := range names {
		switch ip := net.ParseIP(name); {
		case seen[name]:
		case ip != nil:
			addresses = append(addresses, ip)
		default:
			hosts = append(hosts, name)
		}
		seen[name] = true
	}
	return hosts, addresses
}

// ranges are those of one address each.
func ranges(addresses []net.IP) []*net.IPNet {
	var ranges []*net.IPNet
	for _, ip := range addresses {
		if short := ip.To4(); short != nil {
			ip = short
		}
		ranges = append(ranges, &net.IPNet{IP: ip, Mask: net.CIDRMask(8*len(ip), 8*len(ip))})
	}
	return ranges
}
