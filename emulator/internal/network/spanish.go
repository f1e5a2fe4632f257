package network

var spanishNames = nameSource{
	women: `Lucía, María, Sofía, Inés, Mónica, Verónica, Belén, Rocío, Ángela, Águeda, Begoña, Raquel, Noemí, Tamara, Débora, Concepción, Asunción, Míriam,
Ainhoa, Itziar, Nerea, Leire, Núria, Mònica, Carla, Laura, Marta, Paula, Elena, Carmen, Ana, Isabel, Pilar, Cristina, Beatriz, Silvia, Patricia,
Alba, Irene, Sara, Julia, Claudia, Natalia, Andrea, Nuria, Lorena, Eva, Montserrat, Rosa María, María José, María del Mar, Ana Belén, Amparo,
Esther, Yolanda, Susana, Gemma, Aitana, Triana, Lía, Martina, Teresa`,
	men: `José, Jesús, Ángel, Óscar, Álvaro, Íñigo, Iñaki, Ramón, Andrés, Tomás, Joaquín, Agustín, Martín, Adrián, Iván, Rubén, Raúl, Héctor, Víctor, César,
Nicolás, Matías, Sebastián, Fermín, Julián, Damián, Germán, Benjamín, José Luis, José María, Juan José, Juan Carlos, Miguel Ángel, Francisco Javier,
Antonio, Manuel, Francisco, David, Juan, Javier, Daniel, Carlos, Alejandro, Rafael, Pedro, Pablo, Miguel, Sergio, Fernando, Jorge, Luis, Alberto,
Diego, Marcos, Hugo, Mario, Gonzalo, Enrique, Jordi, Xavi, Unai, Mikel, Ignacio, Jaime, Guillermo, Rodrigo`,
	last: `García, Rodríguez, González, Fernández, López, Martínez, Sánchez, Pérez, Gómez, Martín, Jiménez, Hernández, Díaz, Álvarez, Muñoz, Gutiérrez,
Domínguez, Vázquez, Ramírez, Suárez, Núñez, Méndez, Ibáñez, Giménez, Márquez, Peña, Yáñez, Ordóñez, Bermúdez, Benítez, Gálvez, Cortés, Durán, Guillén,
Galán, Marín, Rincón, Calderón, León, Millán, Sáez, Sáenz, Avilés, Bilbao, Cárdenas, Echeverría, Gascón, Goñi, Guzmán, Larrañaga, Leguía, Lázaro,
Romero, Alonso, Navarro, Torres, Ramos, Gil, Serrano, Blanco, Molina, Morales, Ortega, Delgado, Castro, Ortiz, Rubio, Medina, Garrido, Castillo,
Iglesias, Lozano, Cano, Prieto, Herrera, Cabrera, Campos, Vega, Fuentes, Carrasco, Aguilar, Pascual, Santana, Vidal, Mora, Soler, Ferrer, Roca,
de la Fuente, de la Cruz, del Río, de los Santos, del Valle, de Miguel, Puig, Serra, Batlle, Casals, Arrizabalaga, Etxeberria, Urrutia, Zubizarreta`,
	habits: habits{doubled: 420, hyphenated: 60},
}

var spanishLanguage = language{
	title: `Direct{or|ora} comercial, Direct{or|ora} de marketing, Direct{or|ora} financier{o|a}, Direct{or|ora} general, Direct{or|ora} de operaciones,
Responsable de recursos humanos, Responsable de compras, Responsable de calidad, Responsable de comunicación, Jef{e|a} de proyecto, Jef{e|a} de ventas,
Jef{e|a} de obra, Ingenier{o|a} industrial, Ingenier{o|a} de software, Ingenier{o|a} de telecomunicaciones, Programad{or|ora} web, Desarrollad{or|ora} full stack,
Consult{or|ora} de negocio, Consult{or|ora} SAP, Técnic{o|a} de selección, Técnic{o|a} de marketing digital, Técnic{o|a} de prevención, Administrativ{o|a},
Auxiliar administrativ{o|a}, Contable, Gest{or|ora} de cuentas, Gest{or|ora} comercial, Asesor{|a} financier{o|a}, Audit{or|ora}, Analista de datos,
Analista de riesgos, Coordinad{or|ora} de logística, Delegad{o|a} comercial, Soci{o|a} director{|a}, Soci{o|a} fundador{|a}, Fundador{|a}, Becari{o|a} de comunicación,
Abogad{o|a} de empresa, Redact{or|ora} de contenidos, Diseñad{or|ora} gráfic{o|a}, Encargad{o|a} de tienda, Product manager, Community manager`,
	trade: `Abogad{o|a}, Médic{o|a} de familia, Enfermer{o|a}, Profesor{|a} de secundaria, Arquitect{o|a}, Periodista, Psicólog{o|a} sanitari{o|a}, Fisioterapeuta,
Farmacéutic{o|a}, Notari{o|a}, Procurador{|a} de los tribunales, Traductor{|a} jurad{o|a}, Fotógraf{o|a}, Diseñador{|a} freelance, Economista, Veterinari{o|a},
Agente inmobiliari{o|a}, Coach ejecutiv{o|a}, Consult{or|ora} independiente, Maestr{o|a} de primaria, Odontólog{o|a}, Investigador{|a} posdoctoral,
Trabajador{|a} social, Formador{|a}`,
	study: `Estudiante de Derecho, Estudiante de ADE, Estudiante de Medicina, Estudiante de Ingeniería Informática, Estudiante de Psicología,
Doctorand{o|a} en Biología, Graduad{o|a} en Economía, Estudiante de máster en Dirección de Empresas`,
	slogan: `Ayudo a empresas a vender más, Apasionad{o|a} por la tecnología, Conectando talento y oportunidades, Innovación con propósito, Mente inquieta,
Convencid{o|a} de que otro liderazgo es posible, ¡Estamos contratando!, Transformando ideas en negocios, Comprometid{o|a} con la educación, Siempre aprendiendo`,
	shape: `17 <title> en <company>
7 <title>
10 <trade>
6 <title> - <company>
4 <company> - <title>
3 <title> | <habit> | <habit>
3 <slogan> | <title> en <company>
2 <slogan> <emoji>
4 <study>
3 <study> en la <school>
2 <study> | <school>
2 <title> en <city>
1 <trade> en <city>
1 En búsqueda activa de empleo
1 Jubilad{o|a}
1 Antig{uo|ua} <title> en <company>
1 <emoji> <title> | <company>` + businessShapes,
}

var spain = locality{
	company: `Grupo Alborán, Banco del Ebro, Energías del Sur, Bodegas Montealto, Construcciones Peñalver, Aceites Jaén Oro, Clínica Los Álamos, Editorial Cervantina,
Transportes Cantábrico, Seguros Levante, Diseño Gaudí Studio, Mecánica Getafe, Olivares Andaluces, Telefonía Ibérica, Supermercados El Olivo,
Laboratorios Ferrán, Hoteles Costa Brava, Ingeniería Duero, Consultora Atlántica, Calzados Elche, Startup Garage Madrid, Aerolíneas Baleares, Datos y Más,
Inmobiliaria Alameda, Conservas Ría, Automoción Navarra, Fundación Camino, Tecnología Nazarí, Despacho Ortega Abogados, Cerámicas Castellón`,
	school: `Universidad Complutense de Madrid, Universidad de Salamanca, Universidad de Granada, Universidad Carlos III, Universitat de Barcelona,
Universidad de Deusto, Universidad de Sevilla`,
	city: `Madrid, Barcelona, Valencia, Sevilla, Bilbao, Málaga, Zaragoza, A Coruña, Murcia, Vigo`,
}
