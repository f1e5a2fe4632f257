package network

// What headlines say in every country, in the English of business.

const roles = `VP Sales, VP Customer Success, VP Marketing, VP Engineering, VP Product, VP Operations, CEO, COO, CTO, CFO, CMO, CPO, CRO,
Head of Growth, Head of People, Head of Data, Head of Product, Head of Sales, Head of Partnerships, Head of Design, Chief of Staff,
Account Executive, Enterprise Account Executive, Key Account Manager, Account Manager, Customer Success Manager, Sales Manager,
SDR, BDR, Business Developer, Sales Operations Manager, RevOps Lead, Growth Marketer, Product Marketing Manager, Content Lead,
Product Owner, Product Manager, Senior Product Manager, Project Manager, Engineering Manager, Tech Lead, Staff Engineer,
Backend Engineer, Frontend Engineer, Full-Stack Developer, Mobile Developer, DevOps Engineer, SRE, Security Engineer, QA Lead,
Data Engineer, Data Analyst, Machine Learning Engineer, AI Researcher, UX Designer, UI/UX Designer, Product Designer, Solutions Architect,
Talent Acquisition Manager, HR Business Partner, People Partner, Finance Manager, Legal Counsel, Office Manager, Community Manager,
Co-Founder, Founder & CEO, Co-Founder & CTO, Founding Engineer, Managing Partner, Partner, Investment Associate, Entrepreneur in Residence`

const exCompanies = `Stripe, Google, Amazon, Meta, Microsoft, Salesforce, HubSpot, Spotify, Airbnb, Netflix, Criteo, Datadog, Notion, Zendesk,
Shopify, Revolut, BCG, Bain, Goldman Sachs, L'Oréal, Apple, Oracle, Booking.com, Klarna, Doctolib, Zalando, Twilio`

const skills = `B2B SaaS, Go-to-Market, Growth, AI, Machine Learning, FinTech, HealthTech, Climate Tech, PropTech, EdTech, MarTech, Web3,
Product-Led Growth, Cloud, AWS, Kubernetes, Go, Python, Java, React, TypeScript, SQL, Power BI, SAP S/4HANA, Cybersecurity, ISO 27001, ESG,
M&A, Private Equity, Venture Capital, Agile, Lean Six Sigma, Change Management, Negotiation, Copywriting, SEO, Employer Branding, E-commerce,
Supply Chain, IoT, Robotics, Public Speaking, Open Source, Leadership`

const emojis = `🚀, 🌱, 💡, 📈, ✨, 🎯, 🌍, 🔥, 💼, 🤝, 🧠, ⚡, 🎓, 🏆, ♻️, 👩‍💻, 🎤, 📊, 🛠️, ☁️`
