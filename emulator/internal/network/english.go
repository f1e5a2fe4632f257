package network

import (
	"slices"
	"strings"

	"github.com/brianvoe/gofakeit/v7/data"
)

// newEnglish is the names of gofakeit's data tables, with surnames added that they lack: those with apostrophes and
// hyphens.
func newEnglish() *culture {
	c := nameSource{
		men:     strings.Join(data.Person["first"], ","),
		last:    strings.Join(data.Person["last"], ",") + "," + moreEnglishSurnames,
		letters: `MBA, PhD, CPA, PMP, CFA, SHRM-CP, 🚀, 🌱`,
		habits:  habits{hyphenated: 15, initial: 70, lettered: 40},
	}.culture()
	return c
}

const moreEnglishSurnames = `O'Brien, O'Connor, O'Neill, O'Sullivan, O'Reilly, O'Donnell, D'Souza, D'Arcy, St. John, Smith-Jones, Lloyd-Davies,
Taylor-Green, MacLeod, Mac Donald, de Souza, Brontë, Ní Dhomhnaill, Ó Briain, Siân-Rees, Núñez, Renée, Zoë-Baker`

// officeTitles and trades are which of gofakeit's job titles are had at a company, and which without one. Deliberately
// not all: a network full of acrobats would look odd.
const officeTitles = `Accountant, Administrative Assistant, Analyst, Animator, Architect, Auditor, Computer Programmer, Consultant,
Data Scientist, Designer, Developer, Director, Engineer, Executive, Financial Advisor, Graphic Designer, Illustrator,
Insurance Agent, Legal Assistant, Manager, Network Administrator, Paralegal, Programmer, Real Estate Agent,
Researcher, Sales Representative, Scientist, Scrum Master, Software Engineer, Sound Engineer, Statistician,
System Administrator, Systems Analyst, Technician, Translator, Video Editor, Web Developer, Writer`

const trades = `Actor, Archaeologist, Artist, Astronomer, Athletic Trainer, Attorney, Biologist, Broker, Camera Operator, Chef,
Chemist, Coach, Curator, Dentist, Dietitian, Electrician, Farmer, Financial Planner, Geologist, Interpreter, Journalist, Lawyer,
Librarian, Musician, Nurse, Nutritionist, Occupational Therapist, Optometrist, Paramedic, Pharmacist, Photographer,
Physical Therapist, Physician, Pilot, Police Officer, Professor, Psychologist, Radiologist, Social Worker, Sommelier, Speech Therapist,
Stage Manager, Surgeon, Surveyor, Teacher, Tour Guide, Translator, Tutor, Veterinarian, Voice Actor, Writer`

// ranks and fields are which of gofakeit's job descriptors and levels make a title that exists.
const (
	ranks  = `Senior, Junior, Lead, Regional, Global, Principal, International, Corporate, Associate, Technical, Staff`
	fields = `Accounts, Applications, Assurance, Brand, Communications, Data, Infrastructure, Integration, Marketing, Operations,
Program, Quality, Research, Security, Solutions, Web`
)

var fieldJobs = []string{"Manager", "Director", "Analyst", "Engineer", "Consultant", "Executive"}

// common is the entries of a gofakeit table that are also in one of ours.
func common(gofakeit []string, ours string) []string {
	wanted := list(ours)
	var out []string
	for _, entry := range gofakeit {
		if slices.Contains(wanted, entry) {
			out = append(out, entry)
		}
	}
	return out
}

// englishTitles is gofakeit's job titles, alone and put together from descriptor, level and title.
func englishTitles() string {
	out := common(data.Job["title"], officeTitles)
	for i, rank := range common(data.Job["descriptor"], ranks) {
		for j, field := range common(data.Job["level"], fields) {
			job := common(data.Job["title"], strings.Join(fieldJobs, ","))
			out = append(out, rank+" "+field+" "+job[(i+j)%len(job)])
		}
	}
	return strings.Join(out, ",")
}

// englishCompanies is gofakeit's companies, as people write them: without Inc. or LLC.
func englishCompanies() string {
	var out []string
	for _, name := range data.Company["name"] {
		if strings.ContainsAny(name, "(*|?!\"\\<") {
			continue
		}
		for _, legal := range []string{".", " Inc", " LLC", " Corp", " Incorporated", " INC", ","} {
			name = strings.TrimSuffix(name, legal)
		}
		if !strings.Contains(name, ",") {
			out = append(out, name)
		}
	}
	return strings.Join(out, ",")
}

// englishTrades is gofakeit's job titles that need no company.
func englishTrades() string { return strings.Join(common(data.Job["title"], trades), ",") }
