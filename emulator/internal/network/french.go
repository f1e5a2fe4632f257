package network

var frenchNames = nameSource{
	women: `Camille, Léa, Chloé, Manon, Inès, Juliette, Hélène, Élodie, Aurélie, Céline, Émilie, Amélie, Mélanie, Stéphanie, Valérie, Véronique,
Noémie, Clémence, Agathe, Margaux, Anaïs, Maëlle, Gaëlle, Zoé, Éloïse, Héloïse, Solène, Raphaëlle, Anne-Sophie, Marie-Laure, Marie-Hélène,
Claire, Sophie, Julie, Pauline, Mathilde, Charlotte, Lucie, Marion, Justine, Laure, Sandrine, Nathalie, Isabelle, Florence, Karine,
Samira, Fatou, Yasmine, Leïla, Aïcha, Thérèse, Béatrice, Cécile, Joséphine, Apolline, Capucine, Ségolène, Bérénice, Maud, Élise, Delphine,
Anne-Laure, Coralie, Fanny, Ophélie, Estelle, Sarah, Emma, Louise, Jeanne, Adèle, Constance, Alix`,
	men: `Lucas, Hugo, Théo, Léo, Raphaël, Jérôme, Rémi, Clément, Sébastien, Frédéric, François, Stéphane, Cédric, Loïc, Gaël, Maël, Joël, Noël,
Grégoire, Grégory, Mickaël, Aurélien, Adrien, Benoît, Étienne, Éric, Hervé, Régis, Gérard, André, René, Jean-Pierre, Jean-Baptiste,
Jean-François, Pierre-Yves, Marc-Antoine, Antoine, Nicolas, Julien, Thomas, Maxime, Guillaume, Romain, Quentin, Baptiste, Pierre, Paul,
Mathieu, Vincent, Olivier, Laurent, Christophe, Philippe, Karim, Mehdi, Moussa, Tanguy, Corentin, Thibault, Cyril, Félix, Amaury,
Louis-Philippe, Alexandre, Arnaud, Bastien, Damien, Fabien, Florian, Gilles, Kévin, Ludovic, Matthieu, Yann, Youssef, Édouard, Barthélemy`,
	last: `Lefèvre, Lefebvre, Mercier, Dupont, Moreau, Girard, Bonnet, Dupuis, Fournier, Rousseau, Fontaine, Chevalier, Gauthier, Perrin, Clément,
Faure, Garnier, Legrand, Lemaire, Renard, Barbier, Brunet, Blanchard, Guérin, Gérard, Béranger, Bérard, Béchet, Crépin, Delépine, Désiré, Hébert,
Lévêque, Maréchal, Méry, Pélissier, Prévost, Régnier, Rémond, Sénéchal, Thébault, Thévenin, Bénard, Cléret, Côté, Dubé, Hénaff, Jégou, Périer,
Rivière, Carrière, Courtès, Estève, Ferrière, Barthélémy, Bézard, Chéreau, Crété, Déchelette, Guéguen, Hervé, Josué, Léger, Mahé, Ménard, Péron,
Quéméner, Séguin, Tétard, Vétillard, Le Goff, Le Roux, Le Gall, Le Bihan, de la Tour, de Villiers, du Plessis, d'Aubigné, d'Estrées, L'Hermite,
N'Diaye, Ben Salah, Ben Amar, Benyoussef, Traoré, Diallo, Haddad, Bouchard, Tremblay, Gagnon, Pelletier, Marchand, Vasseur, Charpentier, Picard,
Collet, Poirier, Roussel, Masson, Meunier, Leroy, Duval, Denis, Dumont, Marie, Noël, Meyer, Colin, Aubert, Deschamps, Guyot, Schmitt, Weber`,
	habits: habits{hyphenated: 45},
}

var frenchLanguage = language{
	title: `Direct{eur|rice} commercial{|e}, Direct{eur|rice} marketing, Direct{eur|rice} des ressources humaines, Direct{eur|rice} financi{er|ère},
Direct{eur|rice} des opérations, Direct{eur|rice} artistique, Direct{eur|rice} général{|e}, Chargé{|e} de communication, Chargé{|e} de recrutement,
Chargé{|e} d'affaires, Chargé{|e} de mission RSE, Responsable marketing, Responsable logistique, Responsable comptable, Responsable qualité,
Responsable des achats, Responsable de site, Chef{|fe} de projet digital, Chef{|fe} de produit, Chef{|fe} de secteur, Chef{|fe} des ventes,
Ingénieur{|e} logiciel, Ingénieur{|e} d'études, Ingénieur{|e} commercial{|e}, Développeu{r|se} web, Développeu{r|se} full-stack,
Consultant{|e} en stratégie, Consultant{|e} SAP, Consultant{|e} en transformation numérique, Attaché{|e} commercial{|e}, Assistant{|e} de direction,
Assistant{|e} RH, Contrôleu{r|se} de gestion, Juriste d'entreprise, Audit{eur|rice} interne, Technico-commercial{|e}, Gestionnaire de paie,
Concept{eur|rice}-rédact{eur|rice}, Acheteu{r|se}, Alternant{|e} en marketing digital, Stagiaire en communication, Président{|e}, Fondat{eur|rice},
Conduct{eur|rice} de travaux, Analyste financi{er|ère}, Data analyst, Commercial{|e} B2B`,
	trade: `Avocat{|e}, Infirmi{er|ère} diplômé{|e} d'État, Professeur{|e} des écoles, Architecte DPLG, Expert{|e}-comptable,
Notaire, Kinésithérapeute, Journaliste indépendant{|e}, Graphiste freelance, Photographe, Traduct{eur|rice} assermenté{|e}, Ostéopathe D.O.,
Pharmacien{|ne}, Médecin généraliste, Coach professionnel{|le} certifié{|e}, Format{eur|rice} indépendant{|e}, Cuisini{er|ère}, Psychologue clinicien{|ne},
Maître de conférences, Agent{|e} immobili{er|ère}, Consultant{|e} indépendant{|e}, Électricien{|ne}, Rédact{eur|rice} web`,
	study: `Étudiant{|e} en droit, Étudiant{|e} en médecine, Étudiant{|e} en école de commerce, Étudiant{|e} en master finance, Étudiant{|e} ingénieur{|e},
Étudiant{|e} en histoire de l'art, Doctorant{|e} en physique, Doctorant{|e} en sociologie, Élève ingénieur{|e}, Étudiant{|e} en BUT informatique`,
	slogan: `J'aide les PME à recruter autrement, Passionné{|e} par l'innovation, Au service de la relation client, Pour une industrie plus verte,
J'accompagne les dirigeants dans leur croissance, Curieu{x|se} de tout, Je recrute !, Transformer les idées en produits,
Convaincu{|e} que le terrain a toujours raison, À l'écoute du marché`,
	shape: `16 <title> chez <company>
7 <title>
10 <trade>
6 <title> - <company>
4 <company> - <title>
3 <title> | <habit> | <habit>
3 <slogan> | <title> chez <company>
2 <slogan> <emoji>
4 <study>
4 <study> - <school>
2 <study> | En recherche d'alternance
2 En recherche d'un stage de fin d'études | <school>
2 <title> à <city>
2 Avocat{|e} au barreau de <city>
1 En reconversion professionnelle
1 Retraité{|e}
1 Ancien{|ne} direct{eur|rice} chez <company>
1 <emoji> <title> | <company>` + businessShapes,
}

var france = locality{
	company: `Lumière Conseil, Groupe Verdier, Atelier Morel, Éditions du Pont, Banque du Littoral, Crédit des Alpes, Maison Delorme, Transports Garrec,
Solaris Énergie, Biolys, Novalia, Médiane Assurances, Cabinet Ferrand & Associés, Studio Pixel d'Or, Boulangeries Martineau, Aéroméca, Hexavia,
Clairevue Optique, Laboratoires Sérénis, Agence Hirondelle, Numéria, Datalune, Voyages Horizon, Ferme des Tilleuls, Imprimerie Castel,
Hôtels Beaurivage, Cosmétiques Amarante, Logistique Rhône Express, Téléo, Mutuelle des Artisans, Fonderies de l'Est, Greenleaf Capital, Kereo, Cidrerie Kermorvan,
Menuiserie Pujol, Cliniques du Val, Papeteries Lorrain`,
	school: `Université de Lyon, Sciences Po Lille, École des Ponts, Université de Nantes, Université Paris-Saclay, KEDGE Business School, INSA Rennes,
HEC Paris, Sorbonne Université, Université de Strasbourg`,
	city: `Lyon, Nantes, Bordeaux, Toulouse, Lille, Paris, Marseille, Grenoble, Rennes, Strasbourg, Montpellier, Dijon`,
}

var quebecLocality = locality{
	company: `Caisse du Fleuve, Groupe Laurentides, Érablière Tremblay, Hydrotech Québec, Studios Boréal, Cidrerie Oka, Aliments Beauport,
Transport Saguenay, Logiciels Caribou, Banque des Cantons, Clinique Sainte-Anne, Mines Abitibi, Immobilier Mont-Royal, Boréalis IA, Média Côte-Nord`,
	school: `Université Laval, Université de Montréal, HEC Montréal, UQAM, Polytechnique Montréal, Université de Sherbrooke`,
	city:   `Montréal, Québec, Gatineau, Sherbrooke, Laval, Trois-Rivières`,
}
