package network

// newCultures reads the cultures' tables.
func newCultures(bound gofakeit) []*culture {
	cultures := []*culture{
		french:     frenchNames.culture(),
		german:     germanNames.culture(),
		dutch:      dutchNames.culture(),
		italian:    italianNames.culture(),
		israeli:    israeliNames.culture(),
		brazilian:  brazilianNames.culture(),
		spanish:    spanishNames.culture(),
		indian:     indianNames.culture(),
		swedish:    swedishNames.culture(),
		danish:     danishNames.culture(),
		polish:     polishNames.culture(),
		hebrew:     hebrewNames.culture(),
		devanagari: devanagariNames.culture(),
		english:    bound.names.culture(),
	}
	plainNames(cultures)
	return cultures
}

// newPlaces reads the places' tables.
func newPlaces(bound gofakeit) []*place {
	l := library{}
	english, companies := bound.language, bound.companies
	return []*place{
		us:             l.newPlace(english, unitedStates(companies)),
		uk:             l.newPlace(english, unitedKingdom(companies)),
		ca:             l.newPlace(english, canada(companies)),
		quebec:         l.newPlace(frenchLanguage, quebecLocality),
		fr:             l.newPlace(frenchLanguage, france),
		de:             l.newPlace(germanLanguage, germany),
		nl:             l.newPlace(dutchLanguage, netherlands),
		it:             l.newPlace(italianLanguage, italy),
		br:             l.newPlace(portugueseLanguage, brazil),
		es:             l.newPlace(spanishLanguage, spain),
		il:             l.newPlace(english, israel),
		israelInHebrew: l.newPlace(hebrewLanguage, israelInHebrewLocality),
		in:             l.newPlace(english, india),
		indiaInHindi:   l.newPlace(hindiLanguage, indiaInHindiLocality),
	}
}
