package network

var frenchNames = nameSource{
	women: `Camille, Léa, Chloé, Manon, Inès, Juliette, Hélène, Élodie, Aurélie, Céline, Émilie, Amélie, Mélanie, Stéphanie, Valérie, Véronique,
Noémie, Clémence, Agathe, Margaux, Anaïs, Maëlle, Gaëlle, Zoé, Éloïse, Héloïse, Solène, Raphaëlle, Anne-Sophie, Marie-Laure, Marie-Hélène,
Claire, Sophie, Julie, Pauline, Mathilde, Charlotte, Lucie, Marion, Justine, Laure, Sandrine, Nathalie, Isabelle, Florence, Karine,
Samira, Fatou, Yasmine, Leïla, Aïcha, Thérèse, Béatrice, Cécile, Joséphine, Apolline, Capucine, Ségolène, Bérénice, Maud, Élise, Delphine`,
	men: `Lucas, Hugo, Théo, Léo, Raphaël, Jérôme, Rémi, Clément, Sébastien, Frédéric, François, Stéphane, Cédric, Loïc, Gaël, Maël, Joël, Noël,
Grégoire, Grégory, Mickaël, Aurélien, Adrien, Benoît, Étienne, Éric, Hervé, Régis, Gérard, André, René, Jean-Pierre, Jean-Baptiste, Jean-François,
Pierre-Yves, Marc-Antoine, Antoine, Nicolas, Julien, Thomas, Maxime, Guillaume, Romain, Quentin, Baptiste, Pierre, Paul, Mathieu, Vincent,
Olivier, Laurent, Christophe, Philippe, Karim, Mehdi, Moussa, Tanguy, Corentin, Thibault, Cyril, Matthéo, Anaël, Félix, Amaury`,
	last: `Lefèvre, Lefebvre, Mercier, Dupont, Moreau, Girard, Bonnet, Dupuis, Fournier, Rousseau, Fontaine, Chevalier, Gauthier, Perrin, Clément,
Faure, Garnier, Legrand, Lemaire, Renard, Barbier, Brunet, Blanchard, Guérin, Gérard, Béranger, Bérard, Béchet, Crépin, Delépine, Désiré, Hébert,
Lévêque, Lacône, Maréchal, Mallé, Méry, Noé, Pélissier, Prévost, Régnier, Rémond, Sénéchal, Thébault, Thévenin, Trémoulet, Vié, Aubé, Bénard,
Château, Côté, Dubé, Goudé, Forêt, Hénaff, Jégou, Kéravel, Moulinié, Montréal, Nérac, Orsérie, Périer, Rivière, Carrière, Courtès, Estève, Ferrière,
Le Goff, Le Roux, Le Gall, Le Bihan, de la Tour, de Villiers, du Plessis, d'Aubigné, d'Estrées, L'Hermite, N'Diaye, Ben Salah, Benyoussef,
Traoré, Diallo, Haddad, Bouchard, Tremblay, Gagnon, Pelletier, Marchand, Vasseur, Charpentier, Picard, Collet, Poirier, Roussel, Masson`,
	habits: habits{hyphenated: 35},
}

var frenchLanguage = language{
	title: `Direct{eur|rice} commercial{|e}, Chargé{|e} de communication, Responsable marketing, Chef{|fe} de projet, Ingénieur{|e} logiciel,
Développeu{r|se} web, Consultant{|e} en stratégie, Attaché{|e} commercial{|e}, Assistant{|e} de direction, Directeur{|}`,
	trade:  `Avocat{|e}, Infirmi{er|ère}, Professeur{|e} des écoles, Architecte DPLG, Comptable, Notaire, Kinésithérapeute, Journaliste indépendant{|e}`,
	study:  `Étudiant{|e} en droit, Étudiant{|e} en médecine, Étudiant{|e} en école de commerce, Doctorant{|e} en physique`,
	slogan: `J'aide les PME à recruter, Passionné{|e} par l'innovation, Au service du client, Pour une industrie plus verte`,
	shape: `10 <title> chez <company>
6 <company> - <role>
4 <role> @ <company> | Ex-<ex>
4 <study>
4 <trade>
4 <title>`,
}

var france = locality{
	company: `Lumière Conseil, Groupe Verdier, Atelier Morel, Éditions du Pont, Banque du Littoral`,
	school:  `Université de Lyon, Sciences Po Lille, École des Ponts, Université de Nantes`,
	city:    `Lyon, Nantes, Bordeaux, Toulouse`,
}
