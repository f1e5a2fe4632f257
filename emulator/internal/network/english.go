package network

import (
	"slices"
	"strings"

	"github.com/brianvoe/gofakeit/v7/data"
)

// gofakeit's tables are bound here, once, and not drawn from by its methods: those cost ten times as much, and importing
// them costs every program that uses the fixture some milliseconds at its start. Our own tables for other languages have
// the same kind, lists of words by subject. They are not added to gofakeit's by data.SetSub or AddFuncLookup, as these
// are global to the process: a test that uses gofakeit for itself must neither see them nor change a network.

// gofakeit is what is bound of its tables, in the form of ours.
type gofakeit struct {
	names     nameSource
	language  language
	companies string
}

func bind() gofakeit {
	return gofakeit{
		// Surnames are added that gofakeit lacks: those with apostrophes and hyphens.
		names: nameSource{
			men:     strings.Join(data.Person["first"], ","),
			last:    strings.Join(data.Person["last"], ",") + "," + moreEnglishSurnames,
			letters: `MBA, MBA, PhD, CPA, PMP®, CFA, SHRM-CP, 🚀, 🌱, ✨`,
			habits:  habits{hyphenated: 15, initial: 70, lettered: 40},
		},
		language:  language{title: englishTitles(), trade: englishTrades(), study: englishStudies, slogan: englishSlogans, shape: englishShapes},
		companies: englishCompanies(),
	}
}

const moreEnglishSurnames = `O'Brien, O'Connor, O'Neill, O'Sullivan, O'Reilly, O'Donnell, O'Hara, O'Keefe, D'Arcy, St. John, Smith-Jones,
Lloyd-Davies, Taylor-Green, MacLeod, MacDonald, McAllister, Ó Briain, Núñez, Brontë`

// officeTitles are the ones of gofakeit's job titles that are had at a company, trades those that need none.
// Deliberately not all of them: a network full of acrobats and bouncers would look odd.
const officeTitles = `Accountant, Administrative Assistant, Analyst, Animator, Architect, Auditor, Computer Programmer, Consultant,
Data Scientist, Designer, Developer, Director, Engineer, Financial Advisor, Graphic Designer, Illustrator, Insurance Agent,
Legal Assistant, Manager, Network Administrator, Paralegal, Programmer, Researcher, Sales Representative, Scientist, Scrum Master,
Software Engineer, Statistician, System Administrator, Systems Analyst, Technician, Translator, Video Editor, Web Developer, Writer`

const trades = `Actor, Archaeologist, Artist, Astronomer, Athletic Trainer, Attorney, Biologist, Broker, Camera Operator, Chef, Chemist, Coach,
Curator, Dentist, Dietitian, Electrician, Financial Planner, Geologist, Interpreter, Journalist, Lawyer, Librarian, Musician, Nurse,
Nutritionist, Occupational Therapist, Optometrist, Paramedic, Pharmacist, Photographer, Physical Therapist, Physician, Pilot, Professor,
Psychologist, Radiologist, Real Estate Agent, Social Worker, Sommelier, Sound Engineer, Speech Therapist, Stage Manager, Surgeon, Surveyor,
Teacher, Translator, Tutor, Veterinarian, Voice Actor, Writer`

// ranks are the ones of gofakeit's job descriptors that stand before any job.
const ranks = `Senior, Junior, Lead, Regional, Global, Principal, Associate`

// fieldJobs are which of gofakeit's job titles go with which of its levels to make a job that exists.
var fieldJobs = []struct{ field, jobs string }{
	{"Accounts", "Manager, Executive"},
	{"Applications", "Engineer, Developer"},
	{"Assurance", "Manager"},
	{"Brand", "Manager, Designer"},
	{"Communications", "Manager, Consultant"},
	{"Data", "Analyst, Engineer, Architect"},
	{"Infrastructure", "Engineer, Architect"},
	{"Integration", "Engineer, Consultant"},
	{"Marketing", "Manager, Executive, Analyst"},
	{"Markets", "Analyst"},
	{"Operations", "Manager, Analyst"},
	{"Program", "Manager"},
	{"Quality", "Engineer, Manager"},
	{"Research", "Scientist, Analyst"},
	{"Security", "Engineer, Analyst, Architect"},
	{"Solutions", "Architect, Engineer, Consultant"},
	{"Web", "Designer, Developer"},
}

// englishTitles is gofakeit's job titles, alone and put together from descriptor, level and title.
func englishTitles() string {
	out := both(data.Job["title"], officeTitles)
	before := append([]string{""}, both(data.Job["descriptor"], ranks)...)
	for _, f := range fieldJobs {
		for _, field := range both(data.Job["level"], f.field) {
			for _, job := range both(data.Job["title"], f.jobs) {
				for _, rank := range before {
					out = append(out, strings.TrimSpace(rank+" "+field+" "+job))
				}
			}
		}
	}
	return strings.Join(out, ",")
}

// englishTrades is gofakeit's job titles that need no company.
func englishTrades() string { return strings.Join(both(data.Job["title"], trades), ",") }

// both is the entries of a table of gofakeit's that one of ours has too.
func both(gofakeit []string, ours string) []string {
	wanted := list(ours)
	var out []string
	for _, entry := range gofakeit {
		if slices.Contains(wanted, entry) {
			out = append(out, entry)
		}
	}
	return out
}

// englishCompanies is gofakeit's companies as people write them, without Inc. or LLC; the few that are more of a remark
// than a name are left out.
func englishCompanies() string {
	var out []string
	for _, name := range data.Company["name"] {
		for _, legal := range []string{".", " Inc", " INC", " LLC", " Corp", " Cos", " Incorporated", ","} {
			name = strings.TrimSuffix(name, legal)
		}
		if !strings.ContainsAny(name, `,(|?!*"\<{`) {
			out = append(out, name)
		}
	}
	return strings.Join(out, ",")
}

const englishStudies = `Computer Science student, MBA candidate, Law student, Economics student, PhD researcher in Chemistry, Psychology major,
Mechanical Engineering student, Marketing student, Nursing student, Data Science graduate, Finance student, Biology major`

const englishSlogans = `Helping B2B teams grow faster, I help founders tell their story, Turning data into decisions, Building the future of work,
Connecting people and opportunities, Making software that people love, On a mission to decarbonize industry, Scaling startups from 0 to 1,
Coffee first, Lifelong learner, We're hiring!, Parent of 3 and recovering consultant, Curious about everything, Problem solver,
Happy to connect, Putting customers first`

const englishShapes = `16 <title> at <company>
6 <title>
8 <trade>
8 <role> at <company>
7 <role> @ <company>
7 <company> - <role>
6 <role> @ <company> | Ex-<ex>
3 <title> | <habit> | <habit>
2 <seller> | <market> | <market> | <market>
2 <maker> | <tool> | <tool> | <tool>
3 <emoji> <role> @ <company>
3 <role> at <company> <emoji>
3 <slogan> | <role> at <company>
2 <slogan> <emoji>
4 <study> at <school>
1 <study> at <school> | Incoming <role> at <company>
3 <trade> in <city>
2 <role> | <company> | <city>
2 <title> - <company>
1 Former <title> at <company>
1 Open to work | <title>
1 Retired
1 --`

func unitedStates(companies string) locality {
	return locality{
		company: companies,
		school: `University of Michigan, UCLA, Georgia Tech, Boston College, Ohio State University, University of Texas at Austin, NYU Stern, Purdue University,
Arizona State University, Howard University`,
		city: `Austin, Boston, Chicago, Denver, Seattle, Atlanta, San Francisco, New York, Dallas, Portland`,
	}
}

func unitedKingdom(companies string) locality {
	return locality{
		company: companies,
		school: `University of Leeds, University of Manchester, King's College London, University of Bristol, University of Edinburgh, Imperial College London,
Cardiff University, University of Warwick`,
		city: `London, Manchester, Bristol, Leeds, Edinburgh, Glasgow, Birmingham, Cardiff, Brighton`,
	}
}

func canada(companies string) locality {
	return locality{
		company: companies,
		school: `University of Toronto, McGill University, UBC, University of Waterloo, Dalhousie University, Queen's University, University of Calgary,
Toronto Metropolitan University`,
		city: `Toronto, Vancouver, Calgary, Ottawa, Halifax, Edmonton, Winnipeg, Waterloo`,
	}
}
