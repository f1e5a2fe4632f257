package network

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// frozenTables is the digest of what dataset v1 draws from gofakeit's tables, as they are in its v7.18.1.
const frozenTables = "c38c01ad9e06759d42cce4d737d63cb9ff86e37d09ee6bcf06e716fcec45ff7d"

// digest is the SHA-256 of the bound tables, in hexadecimal.
func (g gofakeit) digest() string {
	tables := []string{g.names.men, g.names.last, g.language.title, g.language.trade, g.companies}
	sum := sha256.Sum256([]byte(strings.Join(tables, "\n")))
	return hex.EncodeToString(sum[:])
}

// Verify reports a build whose networks are not those of other builds. gofakeit's tables are part of the dataset, and
// they are others' where a program that uses the fixture requires another version of it, or changed its data before
// the first network was asked for. Nothing else is wrong with such networks, so it is for the caller to refuse or warn.
func Verify() error {
	if got := world().gofakeit; got != frozenTables {
		return fmt.Errorf("network: gofakeit's tables have digest %.12s, dataset v%d was made from those of v7.18.1 (%.12s): "+
			"build with that version and leave its data alone, or this process's networks differ from those of others",
			got, Dataset, frozenTables)
	}
	return nil
}
