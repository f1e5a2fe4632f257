// Package network makes the networks of members: the connections that a cookie's owner has.
//
// A network is a function of the dataset's version, the cookie and an index; nothing of it is stored, and connection
// 29,999 costs what connection 0 costs. The people come from the eleven countries that the endpoint knows. Their names,
// headlines, slugs and pictures are drawn from gofakeit's data tables for the English-speaking countries and from tables
// of the same kind of our own for the others.
//
// Slugs are unique in a network by construction: see slug.go.
package network
