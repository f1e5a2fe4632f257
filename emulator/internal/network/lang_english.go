package network

const englishShapes = `16 <title> at <company>
8 <title>
8 <trade>
8 <role> at <company>
7 <role> @ <company>
6 <company> - <role>
6 <role> @ <company> | Ex-<ex>
4 <title> | <skill> | <skill>
4 <role> | <skill> | <skill> | <skill>
3 <emoji> <role> @ <company>
3 <role> at <company> <emoji>
3 <slogan> | <role> at <company>
2 <slogan> <emoji>
4 <study> at <school>
2 <study> at <school> | Incoming <role> at <company>
2 <trade> in <city>
2 <role> | <company> | <city>
2 <title> - <company>
1 Former <title> at <company>
1 Open to work | <title>
1 Retired
1 --`

const englishStudies = `Computer Science student, MBA candidate, Law student, Economics student, PhD researcher in Chemistry, Psychology major,
Mechanical Engineering student, Marketing student, Nursing student, Data Science graduate`

const englishSlogans = `Helping B2B teams grow faster, I help founders tell their story, Turning data into decisions, Building the future of work,
Connecting people and opportunities, Making software that people love, On a mission to decarbonize industry, Scaling startups from 0 to 1,
Coffee first, Lifelong learner, Hiring!, Dad of 3 and recovering consultant, Curious about everything`

// newEnglishLanguage is the English headlines, with gofakeit's job titles.
func newEnglishLanguage() language {
	return language{title: englishTitles(), trade: englishTrades(), study: englishStudies, slogan: englishSlogans, shape: englishShapes}
}
