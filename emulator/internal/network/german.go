package network

var germanNames = nameSource{
	women: `Anna, Lena, Lea, Sophie, Marie, Laura, Julia, Katharina, Sabine, Petra, Monika, Ursula, Birgit, Heike, Anja, Nicole, Stefanie, Claudia,
Susanne, Andrea, Martina, Kerstin, Silke, Antje, Bärbel, Käthe, Jördis, Gönül, Hülya, Aylin, Ayşe, Zeynep, Franziska, Johanna, Greta, Frieda, Ida,
Marlene, Hannah, Mia, Charlotte, Annika, Svenja, Wiebke, Friederike, Ann-Kathrin, Eva-Maria, Anna-Lena, Miriam, Vanessa, Jana, Nadine, Tanja,
Theresa, Veronika, Lieselotte, Mareike, Nele, Renate, Elke, Zoë, Chloé, Désirée, Sybille`,
	men: `Jürgen, Jörg, Günther, Günter, Björn, Sören, Jörn, Götz, Rüdiger, Lüder, Bülent, Gökhan, Özgür, Mehmet, Emre, Thomas, Michael, Andreas,
Stefan, Christian, Markus, Matthias, Sebastian, Daniel, Tobias, Florian, Philipp, Jan, Lukas, Felix, Maximilian, Moritz, Jonas, Leon, Paul, Finn,
Ole, Torsten, Thorsten, Ralf, Uwe, Bernd, Klaus, Dieter, Wolfgang, Heinz-Peter, Karl-Heinz, Hans-Jürgen, Jan-Philipp, Holger, Dirk, Frank, Sven,
Lars, Kai, Nils, Hendrik, Johannes, Benedikt, Konstantin, Veit, Anton, Jérôme, René, André`,
	last: `Müller, Schröder, Schäfer, Köhler, König, Krämer, Böhm, Schön, Günther, Weiß, Groß, Voß, Strauß, Preuß, Kühn, Jäger, Förster, Lübke, Schüßler,
Böttcher, Hübner, Krüger, Möller, Vögele, Zöllner, Bräuer, Grünwald, Höfer, Kästner, Löffler, Mährlein, Nüßlein, Pröll, Rößler, Sänger, Töpfer,
Übelacker, Wächter, Öztürk, Yılmaz, Yıldız, Çelik, Şahin, Süß, Fuß, Schmidt, Schneider, Fischer, Wagner, Becker, Hoffmann, Koch, Richter, Klein,
Neumann, Schwarz, Zimmermann, Braun, Hartmann, Krause, Lehmann, Werner, Schmitz, Meier, Maier, Kaiser, Fuchs, Lang, Scholz, Vogel, Friedrich,
Keller, Berger, Winkler, Roth, Beck, Lorenz, Baumann, Franke, Albrecht, Schuster, Simon, Ludwig, Kraus, Otto, Sommer, Seidel, Heinrich, Brandt,
Haas, Graf, Dietrich, Ziegler, Kuhn, Pohl, Engel, Horn, Busch, Bergmann, von Hagen, von der Heide, von Bülow, zu Löwenstein, vom Stein, Lüdenscheidt`,
	prefix: `Dr., Prof. Dr., Dipl.-Ing.`,
	habits: habits{hyphenated: 55, prefixed: 25},
}

var germanLanguage = language{
	title: `Vertriebsleiter{|in}, Geschäftsführer{|in}, Softwareentwickler{|in}, Projektleiter{|in}, Produktmanager{|in}, Personalreferent{|in},
Personalleiter{|in}, Marketingleiter{|in}, Leiter{|in} Einkauf, Leiter{|in} Controlling, Leiter{|in} Unternehmenskommunikation, Teamleiter{|in} Kundenservice,
Key-Account-Manager{|in}, Wirtschaftsprüfer{|in}, Steuerfachangestellte{r|}, Bankkauf{mann|frau}, Industriekauf{mann|frau}, Einkäufer{|in},
Entwicklungsingenieur{|in}, Qualitätsingenieur{|in}, Vertriebsingenieur{|in}, Systemadministrator{|in}, IT-Berater{|in}, Unternehmensberater{|in},
SAP-Berater{|in}, Datenschutzbeauftragte{r|}, Pressesprecher{|in}, Referent{|in} der Geschäftsführung, Assistent{|in} der Geschäftsleitung,
Werkstudent{|in} Marketing, Auszubildende{r|} Fachinformatik, Betriebsleiter{|in}, Logistikleiter{|in}, Bauleiter{|in}, Filialleiter{|in},
Vorstand, Prokurist{|in}, Gründer{|in}, Mitgründer{|in}, Mediengestalter{|in}, Datenanalyst{|in}, Konstrukteur{|in}, Außendienstmitarbeiter{|in}`,
	trade: `Rechts{anwalt|anwältin}, Fach{arzt|ärztin} für Innere Medizin, Zahn{arzt|ärztin}, Apotheker{|in}, Steuerberater{|in}, Lehrer{|in} am Gymnasium,
Architekt{|in}, Freie{r|} Journalist{|in}, Fotograf{|in}, Übersetzer{|in}, Physiotherapeut{|in}, Krankenpfleger{|in}, Schreinermeister{|in},
Notar{|in}, Immobilienmakler{|in}, Selbstständige{r|} Berater{|in}, Psychotherapeut{|in}, Grafikdesigner{|in},
Wissenschaftliche{r|} Mitarbeiter{|in}, Elektromeister{|in}, Business Coach, Hotelfach{mann|frau}, Erzieher{|in}, Ingenieur{|in}`,
	study: `Student{|in} der Betriebswirtschaftslehre, Student{|in} der Rechtswissenschaften, Jurastudent{|in}, Medizinstudent{|in}, Student{|in} Maschinenbau,
Masterstudent{|in} Informatik, Doktorand{|in} der Chemie, Promotionsstudent{|in}, Duale{r|} Student{|in}, Lehramtsstudent{|in}`,
	slogan: `Digitalisierung ist Chefsache, Ich bringe Menschen und Technik zusammen, Gemeinsam Großes bewegen, Leidenschaft für Qualität,
Für eine nachhaltige Zukunft, Wir suchen Verstärkung!, Mittelstand aus Überzeugung, Macher{|in}, Mit Herz und Verstand im Vertrieb, Neugierig bleiben`,
	shape: `17 <title> bei <company>
7 <title>
9 <trade>
6 <title> - <company>
4 <company> - <title>
3 <title> | <habit> | <habit>
3 <slogan> | <title> bei <company>
2 <slogan> <emoji>
3 <study>
4 <study> an der <school>
2 <study> | <school>
2 <title> in <city>
1 <trade> in <city>
1 Auf der Suche nach neuen Herausforderungen
1 Im Ruhestand
1 Ehemals <title> bei <company>
1 <emoji> <title> | <company>` + businessShapes,
}

var germany = locality{
	company: `Brandt Maschinenbau GmbH, Müller & Söhne, Nordlicht Energie AG, Elbtal Energie, Rheinblick Versicherung, Hansa Logistik, Grünwerk GmbH,
Bergmann Präzisionstechnik, Süddeutsche Wohnbau, Fränkisches Druckhaus, Alpina Software, Kluge Köpfe Consulting, Weißbach Pharma, Bäckerei Hübner,
Ostsee Reederei, Sparbank Main-Taunus, Ostalb Werkzeuge, Quantum Optik Jena, Havelland Medien, Zentralklinikum Uelzen, Löwenbräu Catering,
Autohaus Krüger, Sonnenfeld Solar, DataFabrik, Kreativwerk Berlin, Neckar Robotics, Hofmann Rechtsanwälte, Westfalen Stahl AG, Finanzhafen,
Gesundheitskasse Nord, Schwarzwald Möbel, Isar Ventures, Kaufpark Deutschland`,
	school: `TU München, Universität Heidelberg, Universität zu Köln, RWTH Aachen, Hochschule Bremen, Humboldt-Universität zu Berlin, WHU, Universität Tübingen`,
	city:   `Berlin, Hamburg, München, Köln, Frankfurt, Stuttgart, Düsseldorf, Leipzig, Nürnberg, Münster, Dresden`,
}
