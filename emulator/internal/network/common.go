package network

// What headlines say in every country, in the English of business.

// sellers and makers are the two sorts of roles, markets and tools what they are good at; habits go with any.
const (
	sellers = `VP Sales, VP Customer Success, VP Marketing, VP Product, VP Operations, CEO, COO, CFO, CMO, CPO, CRO, Head of Growth, Head of People,
Head of Product, Head of Sales, Head of Partnerships, Chief of Staff, Account Executive, Enterprise Account Executive, Key Account Manager,
Account Manager, Customer Success Manager, Sales Manager, SDR, BDR, Business Developer, Sales Operations Manager, RevOps Lead, Growth Marketer,
Product Marketing Manager, Content Lead, Product Owner, Product Manager, Senior Product Manager, Project Manager, Talent Acquisition Manager,
HR Business Partner, People Partner, Finance Manager, Legal Counsel, Office Manager, Community Manager, Co-Founder, Founder & CEO,
Managing Partner, Investment Associate, Entrepreneur in Residence`

	makers = `VP Engineering, CTO, Co-Founder & CTO, Founding Engineer, Head of Data, Head of Design, Engineering Manager, Tech Lead, Staff Engineer,
Backend Engineer, Frontend Engineer, Full-Stack Developer, Mobile Developer, DevOps Engineer, SRE, Security Engineer, QA Lead, Data Engineer,
Data Analyst, Machine Learning Engineer, AI Researcher, UX Designer, UI/UX Designer, Product Designer, Solutions Architect`

	markets = `B2B SaaS, Go-to-Market, Growth, FinTech, HealthTech, Climate Tech, PropTech, EdTech, MarTech, Product-Led Growth, E-commerce,
Supply Chain, M&A, Private Equity, Venture Capital, ESG, Employer Branding, Negotiation, SaaS, D2C`

	tools = `AI, Machine Learning, Cloud, AWS, Azure, Kubernetes, Go, Python, Java, React, TypeScript, SQL, C++, Rust, Cybersecurity, Open Source, IoT,
Robotics, Web3, LLMs, .NET, Terraform`

	habitsOfWork = `Agile, Leadership, Change Management, Public Speaking, Lean Six Sigma, ESG, Digital Transformation, Power BI, SAP S/4HANA, ISO 27001,
Mentoring, Excel, Coaching, Sustainability`
)

const exCompanies = `Stripe, Google, Amazon, Meta, Microsoft, Salesforce, HubSpot, Spotify, Airbnb, Netflix, Criteo, Datadog, Notion, Zendesk,
Shopify, Revolut, BCG, Bain, Goldman Sachs, L'Oréal, Apple, Oracle, Booking.com, Klarna, Doctolib, Zalando, Twilio`

const emojis = `🚀, 🌱, 💡, 📈, ✨, 🎯, 🌍, 🔥, 💼, 🤝, 🧠, ⚡, 🎓, 🏆, ♻️, 🧑‍💻, 🎤, 📊, 🛠️, ☁️`

// businessShapes are the headlines that are written in the English of business wherever people work.
const businessShapes = `
8 <company> - <role>
6 <role> @ <company>
6 <role> @ <company> | Ex-<ex>
2 <seller> | <market> | <market>
2 <maker> | <tool> | <tool>
2 <emoji> <role> @ <company>
2 <role> @ <company> <emoji>
1 --`
