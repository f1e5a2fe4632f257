package network

var dutchNames = nameSource{
	women: `Zoë, Chloë, Joëlle, Gaëlle, Renée, Desirée, Anaïs, Loïs, Noëlle, Emma, Julia, Sophie, Lotte, Anouk, Fleur, Femke, Sanne, Maaike, Marieke, Anneke,
Wilma, Ingrid, Esther, Saskia, Mirjam, Petra, Linda, Kim, Lisa, Iris, Eva, Nienke, Roos, Floor, Tess, Lieke, Sterre, Merel, Evi, Hanneke, Willemijn,
Marloes, Annemarie, Anne-Marie, Geertje, Fatima, Naïma, Samira, Aylin, Jacqueline, Yvonne, Mieke, Tineke, Carlijn, Eline, Isa, Daniëlle, Michèle, Daphne`,
	men: `Daniël, Noël, Joël, Raphaël, Michaël, André, René, Loïc, Gaël, Jan, Piet, Kees, Henk, Willem, Johan, Pieter, Jeroen, Martijn, Bart, Sander, Tom,
Thijs, Daan, Sem, Lars, Ruben, Bram, Jesse, Luuk, Stijn, Niels, Rik, Joost, Maarten, Wouter, Erik, Frank, Marcel, Rob, Ronald, Dennis, Mark, Jasper,
Koen, Floris, Jan-Willem, Geert-Jan, Pieter-Jan, Mohammed, Youssef, Tijn, Hidde, Sjoerd, Wessel, Gijs, Hugo, Teun, Bas, Roel, Matthé`,
	last: `de Vries, de Jong, de Boer, de Groot, de Wit, de Haan, van Dijk, van den Berg, van der Meer, van der Linden, van Leeuwen, van Beek, van Vliet,
van der Heijden, van den Heuvel, van de Ven, van 't Hoff, 't Hart, in 't Veld, ter Haar, ten Brink, Jansen, Janssen, Bakker, Visser, Smit, Meijer,
Mulder, Bos, Vos, Peters, Hendriks, Dekker, Brouwer, Dijkstra, Smits, Kok, Jacobs, Vermeulen, Schouten, Willems, Hoekstra, Koster, Prins, Huisman,
Postma, Kuipers, Veenstra, Kramer, Daniëls, Scholten, Bosman, Driessen, Hermans, Timmermans, Sanders, Verbeek, Kuiper, Groen, Martens,
Molenaar, Wolters, Verhoeven, Aydın, Yılmaz, Öztürk, Bouali, El Amrani, Coenraad, Noordhoek, Zijlstra, Terpstra, Wagenaar, Boersma, Faassen,
Maas, Blom, Kuijpers, Evers, Gerritsen, Haverkamp, Oosterhuis, Rietveld, Snijders, Tuinstra, Böhmer, Möllers, Schröder, Groß, Crabbé`,
	prefix: `drs., ir., mr.`,
	habits: habits{hyphenated: 50, prefixed: 12},
}

var dutchLanguage = language{
	title: `Accountmanager, Commercieel directeur, Algemeen directeur, Financieel directeur, Directeur-eigenaar, Salesmanager binnendienst, Projectleider,
Softwareontwikkelaar, HR-adviseur, HR-manager, Marketingmanager, Communicatieadviseur, Beleidsmedewerker, Beleidsadviseur duurzaamheid, Teamleider klantenservice,
Recruiter, Inkoper, Logistiek manager, Kwaliteitsmanager, Bedrijfsleider, Assistent-accountant, Controller, Salarisadministrateur, Adviseur bedrijven,
Functioneel beheerder, Applicatiebeheerder, Systeembeheerder, Data-analist, Directiesecretaresse, Managementassistent, Werkvoorbereider,
Vestigingsmanager, Productmanager, Jurist arbeidsrecht, Organisatieadviseur, Vertegenwoordiger buitendienst, Planner, Manager bedrijfsvoering, Oprichter,
Medeoprichter, Stagiair{|e} marketing, Redacteur, Vormgever, Online marketeer`,
	trade: `Advocaat, Notaris, Huisarts, Tandarts, Fysiotherapeut, Verpleegkundige, Docent Nederlands, {Leraar|Lerares} basisonderwijs, Architect,
Zelfstandig adviseur, Freelance journalist, Freelance vertaler, Fotogra{af|fe}, Makelaar, Interim-manager, Loopbaancoach, Psycholoog, Apotheker,
Belastingadviseur, Zzp'er, Tekstschrijver, Installateur, Wetenschappelijk onderzoeker`,
	study: `Student{|e} rechten, Student{|e} bedrijfskunde, Student{|e} geneeskunde, Student{|e} werktuigbouwkunde, Masterstudent{|e} econometrie,
Promovend{us|a} scheikunde, Hbo-student{|e} communicatie, Student{|e} psychologie`,
	slogan: `Samen maken we het verschil, Ik help bedrijven groeien, Verbinder van mensen en ideeën, Altijd op zoek naar beter, Gewoon doen,
Duurzaam ondernemen, Wij zoeken collega's!, Creatieve denker, Ambitieus en nuchter, Coördineren is vooruitzien`,
	shape: `17 <title> bij <company>
7 <title>
9 <trade>
6 <title> - <company>
4 <company> - <title>
3 <title> | <habit> | <habit>
3 <slogan> | <title> bij <company>
2 <slogan> <emoji>
3 <study>
4 <study> aan de <school>
2 <study> | <school>
2 <title> in <city>
1 <trade> in <city>
1 Op zoek naar een nieuwe uitdaging
1 Gepensioneerd
1 Voorheen <title> bij <company>
1 <emoji> <title> | <company>` + businessShapes,
}

var netherlands = locality{
	company: `Van Dijk Logistiek, Bakkerij De Molen, Waterkracht Groep, Noordzee Wind B.V., Drukkerij Amersfoort, Zeeuwse Mosselen, Tulp Software,
Oranje Verzekeringen, Rijnmond Techniek, Delta Advies, Stichting Groene Stad, Bouwbedrijf Veenstra, Fietsfabriek Holland, Kaashandel Jansen, Poldermedia,
Amstel Capital, Zuiderzee Bank, Studio Grachten, Westland Kassenbouw, Havenbedrijf Vlissingen, Zorggroep De Linde, Brabantse Accountants, Lichtfabriek,
Datakade, Veluwe Recreatie, Scheldestroom Energie, Uitgeverij De Zwaan, Twente Robotics, Erasmus Kliniek, Fryslân Zuivel`,
	school: `Universiteit Utrecht, TU Delft, Universiteit van Amsterdam, Rijksuniversiteit Groningen, Erasmus Universiteit, Hogeschool Windesheim,
Radboud Universiteit`,
	city: `Amsterdam, Rotterdam, Utrecht, Den Haag, Eindhoven, Groningen, Zwolle, Breda, Nijmegen, Haarlem`,
}
