package authority

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
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

// SecretPEM is the key, and after it the certificate: all that Parse wants.
func (a *Authority) SecretPEM() ([]byte, error) {
	raw, err := x509.MarshalPKCS8PrivateKey(a.key)
	if err != nil {
		return nil, fmt.Errorf("write the key of a certificate authority: %w", err)
	}
	return slices.Concat(pem.EncodeToMemory(&pem.Block{Type: keyBlock, Bytes: raw}), a.PEM()), nil
}

// Parse reads what SecretPEM has written. The error never shows any of it.
func Parse(text []byte) (*Authority, error) {
	raw, text, err := next(text, keyBlock)
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(raw)
	owner, isECDSA := key.(*ecdsa.PrivateKey)
	if err != nil || !isECDSA {
		return nil, errors.New("its key cannot be read")
	}
	raw, text, err = next(text, certificateBlock)
	if err != nil {
		return nil, err
	}
	certificate, err := x509.ParseCertificate(raw)
	switch {
	case err != nil:
		return nil, errors.New("its certificate cannot be read")
	case len(bytes.TrimSpace(text)) > 0:
		return nil, errors.New("it has more in it than a key and a certificate")
	case !owner.PublicKey.Equal(certificate.PublicKey):
		return nil, errors.New("its certificate is not that of its key")
	case !certificate.IsCA:
		return nil, errors.New("its certificate is not that of an authority")
	}
	return &Authority{certificate, owner}, nil
}

// next is the PEM block of that type which text begins with, and what comes after it.
func next(text []byte, wanted string) (raw, rest []byte, err error) {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != wanted {
		return nil, nil, fmt.Errorf("it has no PEM block %q where one is wanted", wanted)
	}
	return block.Bytes, rest, nil
}
