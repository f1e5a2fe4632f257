package network

var brazilianNames = nameSource{
	women: `Ana, Maria, Júlia, Letícia, Patrícia, Flávia, Luíza, Mônica, Verônica, Ângela, Cláudia, Fátima, Lúcia, Sônia, Célia, Antônia, Vitória, Érica,
Débora, Lívia, Lídia, Inês, Tânia, Glória, Conceição, Beatriz, Camila, Fernanda, Juliana, Amanda, Bruna, Larissa, Mariana, Gabriela, Rafaela, Isabela,
Carolina, Priscila, Vanessa, Renata, Adriana, Luciana, Simone, Thaís, Laís, Raíssa, Taís, Ana Clara, Ana Paula, Ana Beatriz, Maria Eduarda,
Maria Clara, Maria Fernanda, Helena, Alice, Sophia, Yasmin, Tatiane, Jéssica, Michele`,
	men: `João, José, Antônio, Luís, Vinícius, Márcio, Fábio, Cláudio, Sérgio, Júlio, André, Flávio, Caíque, Otávio, Mário, Rogério, Aurélio, Émerson,
Válter, Cássio, Átila, Estêvão, Sebastião, Simão, Joaquim, Pedro, Lucas, Gabriel, Rafael, Felipe, Gustavo, Guilherme, Bruno, Leonardo, Rodrigo,
Thiago, Eduardo, Marcelo, Ricardo, Fernando, Carlos, Paulo, Marcos, Daniel, Diego, Leandro, Alexandre, Anderson, Wellington, Caio, Murilo, Davi,
João Pedro, João Vítor, Luís Fernando, José Carlos, Pedro Henrique, Carlos Eduardo, Matheus, Henrique, Renan, Igor`,
	last: `Conceição, Araújo, Magalhães, Guimarães, Gonçalves, Simões, Assunção, Brandão, Falcão, Leão, Galvão, Aragão, Damião, Beltrão, Mourão, Salomão,
Romão, Frazão, Antunes, Fontão, Patrício, Inácio, Cândido, Honório, Plácido, Sampaio, Sá, Félix, Olímpio, Tenório, Valério, Virgínio,
Muniz, Farias, Silva, Santos, Oliveira, Souza, Rodrigues, Ferreira, Alves, Pereira, Lima, Gomes, Costa, Ribeiro, Martins, Carvalho, Almeida,
Lopes, Soares, Fernandes, Vieira, Barbosa, Rocha, Dias, Nascimento, Andrade, Moreira, Nunes, Marques, Machado, Mendes, Freitas, Cardoso, Ramos,
Teixeira, da Silva, dos Santos, de Oliveira, da Costa, do Nascimento, da Conceição, de Araújo, de Sá, d'Ávila, Ávila, Bezerra, Cavalcanti,
Coelho, Correia, Duarte, Figueiredo, Macedo, Medeiros, Monteiro, Moraes, Peixoto, Pinheiro, Queiroz, Rezende, Siqueira, Tavares, Vasconcelos, Xavier`,
	habits: habits{doubled: 330, hyphenated: 6},
}

var portugueseLanguage = language{
	title: `Diret{or|ora} comercial, Diret{or|ora} de marketing, Diret{or|ora} financeir{o|a}, Diret{or|ora} executiv{o|a}, Gerente de vendas, Gerente de projetos,
Gerente de contas, Gerente de RH, Gerente administrativ{o|a}, Coordenador{|a} de marketing, Coordenador{|a} de logística, Coordenador{|a} pedagógic{o|a},
Analista de sistemas, Analista de marketing, Analista financeir{o|a}, Analista de recursos humanos, Analista de dados sênior, Analista fiscal, Analista de suporte,
Desenvolvedor{|a} full stack, Desenvolvedor{|a} front-end, Engenheir{o|a} de software, Engenheir{o|a} de produção, Engenheir{o|a} civil, Consultor{|a} de vendas,
Consultor{|a} SAP, Assistente administrativ{o|a}, Auxiliar de produção, Executiv{o|a} de contas, Supervisor{|a} de operações, Especialista em produto,
Comprador{|a}, Contador{|a}, Auditor{|a}, Estagiári{o|a} de direito, Estagiári{o|a} de TI, Sóci{o|a} fundador{|a}, Fundador{|a}, Sóci{o|a}-diret{or|ora},
Designer de produto, Social media, Técnic{o|a} em segurança do trabalho, Vendedor{|a}`,
	trade: `Advogad{o|a}, Médic{o|a}, Dentista, Enfermeir{o|a}, Psicólog{o|a} clínic{o|a}, Professor{|a} universitári{o|a}, Arquitet{o|a} e urbanista, Jornalista,
Fisioterapeuta, Nutricionista, Farmacêutic{o|a}, Contador{|a} autônom{o|a}, Corretor{|a} de imóveis, Tradutor{|a} juramentad{o|a}, Fotógraf{o|a},
Servidor{|a} públic{o|a}, Personal trainer, Designer gráfic{o|a} freelancer, Veterinári{o|a}, Pedagog{o|a}, Autônom{o|a}, Engenheir{o|a} agrônom{o|a},
Palestrante e mentor{|a}, Economista, Bancári{o|a}`,
	study: `Estudante de Direito, Estudante de Administração, Estudante de Medicina, Estudante de Engenharia, Graduand{o|a} em Psicologia, Mestrand{o|a} em Educação,
Doutorand{o|a} em Química, Bacharel{|a} em Ciências Contábeis`,
	slogan: `Apaixonad{o|a} por pessoas, Ajudo empresas a vender mais, Transformando dados em decisões, Educação que transforma, Inovação e propósito,
Conectando talentos a oportunidades, Estamos contratando!, Focad{o|a} em resultados, Mãos à obra, Sempre em evolução`,
	shape: `16 <title> na <company>
7 <title>
10 <trade>
6 <title> - <company>
4 <company> - <title>
5 <title> | <habit> | <habit>
3 <slogan> | <title> na <company>
2 <slogan> <emoji>
4 <study>
3 <study> na <school>
2 <study> | <school>
2 <title> em <city>
1 <trade> em <city>
1 Em busca de novos desafios
1 Aposentad{o|a}
1 Em transição de carreira | <title>
1 <emoji> <title> | <company>` + businessShapes,
}

var brazil = locality{
	company: `Construtora Ipê, Usina Boa Vista, Energia Amazônica, Logística Paraná, Cooperativa Serra Azul, Livraria Niterói, Refinaria Guarani,
Tecnologia Sabiá, Agência Maracujá, Clínica Santa Luzia, Seguradora Atlântica, Mineradora Diamantina, Escola Novo Tempo, Fazenda Três Irmãos, Rede Bom Preço,
Padaria Pão Quente, Transportadora Rodavia, Fintech Jabuti, Cervejaria Litoral, Metalúrgica Pampulha, Editora Jacarandá, Farmácia São Jorge, Pousada Mar Azul,
Perfumaria Flor de Lis, Consultoria Ypê, Maternidade São Lucas, Caixa Mineira, Moda Praia Búzios, Telecom Sertão, Startup Capivara`,
	school: `USP, Unicamp, UFRJ, UFMG, PUC-Rio, FGV, Universidade Federal do Paraná, Universidade de Brasília`,
	city:   `São Paulo, Rio de Janeiro, Belo Horizonte, Curitiba, Porto Alegre, Recife, Salvador, Brasília, Florianópolis, Goiânia`,
}
