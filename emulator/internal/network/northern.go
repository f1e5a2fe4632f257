package network

// The names of people who have moved: to the United States, the United Kingdom, Canada, Germany and the Netherlands.

var swedishNames = nameSource{
	women: `Åsa, Märta, Görel, Hjördis, Solveig, Astrid, Ingrid, Maja, Elsa, Linnéa, Zoë, Tuva, Ronja, Malin, Elin, Ebba, Saga, Karin, Linda, Frida,
Camilla, Johanna, Annika, Birgitta, Lovisa, Tindra`,
	men: `Björn, Jörgen, Göran, Sören, Håkan, Mårten, Pär, Åke, Östen, Torbjörn, Lars, Erik, Magnus, Henrik, Nils, Anders, Gustav, Oskar, Fredrik,
Mattias, Jöns, Linus, Axel, Viktor, Johan`,
	last: `Källström, Åkerström, Sjöberg, Öberg, Lindström, Bergström, Sjögren, Björklund, Söderberg, Nyström, Åberg, Hägglund, Lövgren, Östlund,
Lindqvist, Dahlberg, Ekström, Eriksson, Johansson, Karlsson, Svensson, Holmqvist, Hellström, Mårtensson, Jönsson, Bäckman, Forsén, Norén, Wallén`,
	habits: habits{hyphenated: 40},
}

var danishNames = nameSource{
	women: `Søs, Bodil, Kirsten, Mette, Åse, Sørine, Freja, Sigrid, Ida, Karen, Inger, Gry, Marianne, Signe, Maren, Trine, Rikke, Pernille, Lærke`,
	men: `Bjørn, Jørgen, Søren, Øjvind, Asbjørn, Jørn, Bjarke, Kasper, Mikkel, Rasmus, Anders, Morten, Jesper, Niels, Preben, Steen, Ægir, Frederik, Lauge,
Troels`,
	last: `Sørensen, Jørgensen, Møller, Kjær, Nørgaard, Østergaard, Sønderby, Bækgaard, Sæther, Nygård, Brændgaard, Larsen, Nielsen, Hansen, Holm, Dam,
Lund, Vestergaard, Rasmussen, Højlund, Mørk, Græsbøll, Kruse, Thygesen, Skov`,
	habits: habits{hyphenated: 40},
}

// polishNames has only surnames that men and women share.
var polishNames = nameSource{
	women: `Łucja, Małgorzata, Elżbieta, Stanisława, Żaneta, Bożena, Róża, Anna, Katarzyna, Agnieszka, Joanna, Magdalena, Monika, Zuzanna, Natalia, Karolina,
Aleksandra, Wiktoria, Paulina, Ewa, Beata, Iwona, Dorota, Kinga, Weronika, Oliwia, Maja, Hanna, Jadwiga, Justyna`,
	men: `Łukasz, Paweł, Michał, Rafał, Bartłomiej, Jarosław, Mirosław, Przemysław, Stanisław, Władysław, Wiesław, Błażej, Jerzy, Krzysztof, Piotr, Tomasz,
Marcin, Grzegorz, Wojciech, Jakub, Kacper, Filip, Szymon, Mateusz, Dawid, Adam, Kamil, Zbigniew, Andrzej, Bogdan`,
	last: `Wójcik, Woźniak, Zając, Król, Wróbel, Stępień, Łuczak, Błaszczyk, Gołąb, Kołodziej, Bąk, Włodarczyk, Śliwa, Ćwik, Żak, Mróz, Gąsior, Kłos,
Kozieł, Dróżdż, Pająk, Książek, Sobczyk, Jędrzejczyk, Gębala, Wąsik, Nowak, Mazur, Kaczmarek, Dudek, Wieczorek, Pawlak, Michalak, Wilk,
Kubiak, Sikora, Bednarz, Urban, Marciniak, Walczak, Szewczyk, Pietrzak, Kania`,
	habits: habits{hyphenated: 20},
}
