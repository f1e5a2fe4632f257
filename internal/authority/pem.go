package authority

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"time"
)

// The types of PEM blocks.
const (
	keyBlock         = "PRIVATE KEY"
	certificateBlock = "CERTIFICATE"
)

// PEM is the certificate, which is no secret, for who is to trust the authority.
func (a *Authority) PEM() []byte { return CertificatePEM(a.certificate.Raw) }

// CertificatePEM is a certificate as a file has it.
func CertificatePEM(raw []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: certificateBlock, Bytes: raw})
}

// Key is the key of an authority, which is a secret. It may be used from many goroutines.
type Key struct{ private *ecdsa.PrivateKey }

// NewKey makes the key of an authority.
func NewKey() (*Key, error) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make the key of a certificate authority: %w", err)
	}
	return &Key{private}, nil
}

// PEM is the key as a file has it: all that ParseKey wants.
func (k *Key) PEM() ([]byte, error) {
	raw, err := x509.MarshalPKCS8PrivateKey(k.private)
	if err != nil {
		return nil, fmt.Errorf("write the key of a certificate authority: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: raw}), nil
}

// Certify makes the key's owner the authority for the names, as New does.
func (k *Key) Certify(names []string, now time.Time) (*Authority, error) {
	return sign(k.private, names, now)
}

// ParseKey reads what Key.PEM has written. The error never shows any of it.
func ParseKey(text []byte) (*Key, error) {
	raw, err := alone(text, keyBlock)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(raw)
	private, isECDSA := key.(*ecdsa.PrivateKey)
	if err != nil || !isECDSA {
		return nil, errors.New("its key cannot be read")
	}
	return &Key{private}, nil
}

// Parse reads the certificate of the key's owner, which PEM has written.
func (k *Key) Parse(text []byte) (*Authority, error) {
	raw, err := alone(text, certificateBlock)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(raw)
	switch {
	case err != nil:
		return nil, errors.New("its certificate cannot be read")
	case !k.private.PublicKey.Equal(certificate.PublicKey):
		return nil, ErrNotItsKey
	case certificate.CheckSignatureFrom(certificate) != nil:
		return nil, errors.New("its certificate is not that of an authority, or broken")
	case certificate.Subject.CommonName != commonName(certificate.SubjectKeyId):
		return nil, errors.New("its certificate is of another program's making")
	}
	return &Authority{certificate, k.private}, nil
}

// ErrNotItsKey says that a certificate is of another key.
var ErrNotItsKey = errors.New("its certificate is of another key")

// alone is the PEM block of that type which is all of text.
func alone(text []byte, wanted string) ([]byte, error) {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != wanted {
		return nil, fmt.Errorf("it has no whole PEM block %q where one is wanted", wanted)
	}
	if len(bytes.TrimSpace(rest)) > 0 {
		return nil, fmt.Errorf("it has more in it than one PEM block %q", wanted)
	}
	return block.Bytes, nil
}
