package network

var italianNames = nameSource{
	women: `Giulia, Francesca, Chiara, Martina, Sara, Elisa, Valentina, Alessia, Federica, Silvia, Elena, Laura, Paola, Anna, Maria, Marta, Giorgia, Ilaria,
Arianna, Beatrice, Camilla, Sofia, Aurora, Ginevra, Alice, Greta, Viola, Cecilia, Caterina, Eleonora, Roberta, Simona, Monica, Cristina, Daniela,
Barbara, Stefania, Antonella, Raffaella, Maria Grazia, Maria Teresa, Anna Maria, Lucia, Serena, Noemi, Ludovica, Benedetta, Margherita, Letizia,
Giada, Rossella, Mariangela, Patrizia`,
	men: `Niccolò, Nicolò, Mosè, Noè, Giosuè, Francesco, Alessandro, Lorenzo, Andrea, Matteo, Leonardo, Gabriele, Riccardo, Tommaso, Davide, Giuseppe,
Antonio, Giovanni, Luca, Marco, Stefano, Paolo, Roberto, Mario, Luigi, Salvatore, Vincenzo, Angelo, Domenico, Pietro, Simone, Federico, Filippo,
Edoardo, Giacomo, Michele, Emanuele, Daniele, Fabio, Massimo, Claudio, Gianluca, Gian Marco, Pier Paolo, Gianfranco, Maurizio, Enrico, Alberto, Raffaele,
Umberto, Carmelo, Rocco, Dario, Samuele`,
	last: `Cannavò, Patanè, Calì, Scirè, Giuffrè, Foà, Segrè, Laganà, Nisticò, Sgrò, Calabrò, Crinò, Mannarà, Arnò, Fichera, Rossi, Russo, Ferrari,
Esposito, Bianchi, Romano, Colombo, Ricci, Marino, Greco, Bruno, Gallo, Conti, Mancini, Costa, Giordano, Rizzo, Lombardi, Moretti, Barbieri,
Fontana, Santoro, Mariani, Rinaldi, Caruso, Ferrara, Galli, Martini, Leone, Longo, Gentile, Martinelli, Vitale, Lombardo, Serra, Coppola,
De Santis, D'Angelo, D'Amico, D'Agostino, Dell'Acqua, Dall'Olio, Sant'Angelo, De Luca, De Rosa, De Angelis, Di Stefano, Di Giacomo, Lo Presti,
Lo Bianco, La Rocca, Dalla Costa, Della Valle, Marchetti, Parisi, Villa, Conte, Ferraro, Ferri, Fabbri, Bianco, Marini, Grasso, Valentini, Messina,
Sala, Gatti, Pellegrini, Palumbo, Sanna, Farina, Rizzi, Monti, Cattaneo, Morelli, Amato, Silvestri, Mazza, Testa, Grassi, Pellegrino, Carbone, Giuliani`,
	prefix: `Avv., Ing., Prof.`,
	habits: habits{hyphenated: 8, doubled: 15, prefixed: 20},
}

var italianLanguage = language{
	title: `Responsabile commerciale, Responsabile marketing, Responsabile risorse umane, Responsabile acquisti, Responsabile qualità, Responsabile IT,
Diret{tore|trice} vendite, Diret{tore|trice} generale, Diret{tore|trice} creativ{o|a}, Amministra{tore|trice} delegat{o|a}, Amministra{tore|trice} unic{o|a},
Sviluppa{tore|trice} software, Ingegnere meccanico, Ingegnere gestionale, Impiegat{o|a} amministrativ{o|a}, Addett{o|a} alla contabilità,
Addett{o|a} alle vendite, Addett{o|a} stampa, Consulente aziendale, Consulente finanziari{o|a}, Project manager, Product manager, Analista programma{tore|trice},
Specialista paghe e contributi, Social media manager, Assistente di direzione, Tecnic{o|a} commerciale, Buyer, Controller di gestione,
Capo cantiere, Export manager, Coordina{tore|trice} logistic{o|a}, Legale d'impresa, Recruiter, Sistemista, Fonda{tore|trice}, Socio fonda{tore|trice},
Stagista marketing, Responsabile di filiale, Perit{o|a} tecnic{o|a}, Store manager, Area manager`,
	trade: `Avvocat{o|a}, Commercialista, Architett{o|a}, Medico chirurgo, Farmacista, Psicolog{o|a} e psicoterapeuta, Insegnante, Giornalista pubblicista,
Fotograf{o|a}, Tradut{tore|trice} freelance, Infermier{e|a}, Consulente del lavoro, Notaio, Agente immobiliare, Libero professionista,
Fisioterapista, Bancari{o|a}, Grafic{o|a} freelance, Docente universitari{o|a}, Odontoiatra, Chef, Geometra, Nutrizionista, Ricerca{tore|trice}, Interprete`,
	study: `Student{e|essa} di giurisprudenza, Student{e|essa} di economia, Student{e|essa} di ingegneria, Student{e|essa} di medicina, Dottorand{o|a} in fisica,
Laureand{o|a} in scienze politiche, Laureat{o|a} in lingue, Student{e|essa} magistrale in design`,
	slogan: `Aiuto le aziende a crescere, Appassionat{o|a} di innovazione, La qualità prima di tutto, Trasformo idee in progetti, Curios{o|a} per natura,
Made in Italy, Stiamo assumendo!, Creo valore per i clienti, Innamorat{o|a} del mio lavoro, Più semplice è meglio è`,
	shape: `17 <title> presso <company>
7 <title>
10 <trade>
6 <title> - <company>
4 <company> - <title>
3 <title> | <habit> | <habit>
3 <slogan> | <title> presso <company>
2 <slogan> <emoji>
4 <study>
3 <study> | <school>
2 <study> - <school>
2 <title> a <city>
1 <trade> a <city>
1 In cerca di nuove opportunità
1 Pensionat{o|a}
1 Ex <title> presso <company>
1 <emoji> <title> | <company>` + businessShapes,
}

var italy = locality{
	company: `Studio Legale Rossi & Partners, Officine Lombarde, Banca del Tirreno, Moda Veneta, Pastificio Moretti, Ceramiche Faenza, Gruppo Adriatico,
Autotrasporti Bianchi, Energia Pulita, Farmaceutici San Marco, Cantine del Chianti, Arredamenti Brianza, Edilizia Marchetti, Acetaie Modena, Clinica Superga,
Software Ponte Vecchio, Assicurazioni Etruria, Nautica Liguria, Caffè Vesuvio, Tipografia Umbra, Agenzia Girasole, Meccanica Emiliana, Hotel Belvedere,
Dolomiti Outdoor, Ottica Bellini, Logistica Padana, Città Digitale, Cooperativa Il Ponte, Tessuti Prato, Gelaterie Amalfi`,
	school: `Politecnico di Milano, Università di Bologna, Università Bocconi, Sapienza Università di Roma, Università di Padova, LUISS, Politecnico di Torino`,
	city:   `Milano, Roma, Torino, Bologna, Napoli, Firenze, Padova, Verona, Palermo, Bari`,
}
