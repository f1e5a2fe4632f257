package network

func newCultures() []*culture {
	out := make([]*culture, cultureCount)
	for i := range out {
		out[i] = frenchNames.culture()
	}
	out[english] = newEnglish()
	plainNames(out)
	return out
}

func newPlaces() []*place {
	out := make([]*place, placeCount)
	for i := range out {
		out[i] = newPlace(frenchLanguage, france)
	}
	e := newEnglishLanguage()
	for _, p := range []int{us, uk, ca, il, in} {
		out[p] = newPlace(e, locality{company: englishCompanies(), school: "University of Leeds, MIT, UCLA", city: "Austin, Boston, Leeds"})
	}
	return out
}
