package network

var israeliNames = nameSource{
	women: `Noa, Tamar, Maya, Shira, Yael, Adi, Talia, Michal, Rotem, Hila, Liat, Inbal, Efrat, Orly, Einat, Keren, Sivan, Shani, Hadar, Lihi, Galit,
Ronit, Dana, Dafna, Avital, Ayelet, Merav, Neta, Moran, Reut, Yarden, Ella, Romi, Avigail, Esther, Rivka, Chaya, Anat, Sigal, Vered, Limor, Osnat`,
	men: `Noam, Itai, Yonatan, Omer, Uri, Ido, Eitan, Ariel, Daniel, Amit, Guy, Gal, Tomer, Nadav, Roi, Assaf, Eyal, Yossi, Moshe, David, Avi, Shlomo,
Yaakov, Haim, Eli, Ilan, Oren, Ronen, Nir, Yaniv, Liron, Shai, Erez, Alon, Yoav, Gilad, Elad, Barak, Ofer, Boaz, Dror, Tal, Zvi, Menachem, Amnon`,
	last: `Cohen, Levi, Mizrahi, Peretz, Biton, Dahan, Avraham, Friedman, Malka, Azoulay, Katz, Yosef, Amar, Ohayon, Hadad, Gabay, Ben David, Ben-Ari,
Ben Shimon, Ben-Haim, Bar-Lev, Bar-On, Bar Yosef, Shapira, Segal, Goldberg, Rosenberg, Weiss, Klein, Greenberg, Rabinovich, Shalom, Harel, Golan,
Sharabi, Vaknin, Elbaz, Sasson, Edri, Tzur, Regev, Almog, Carmel, Dayan, Eshel, Gilboa, Halevi, Yardeni, Zohar, Nachmani, Oz, Paz, Raviv, Shaked,
Tavor, Ziv, Elkayam, Toledano, Abutbul, Kadosh, Moyal, Nahum, Ashkenazi, Landau, Epstein, Feldman, Horowitz, Lifshitz, Stern, Zilberman`,
	prefix: `Dr., Adv.`,
	habits: habits{hyphenated: 40, prefixed: 20},
}

// hebrewNames are written in Hebrew script, as some profiles are.
var hebrewNames = nameSource{
	women: `נועה, תמר, מאיה, שירה, יעל, עדי, טליה, מיכל, רותם, הילה, ליאת, ענבל, אפרת, קרן, סיון, הדר, גלית, רונית, דנה, איילת, מרב, נטע, אסתר, רבקה, ענת, אביגיל`,
	men:   `נועם, איתי, יונתן, עומר, אורי, עידו, איתן, אריאל, דניאל, עמית, גיא, גל, תומר, נדב, רועי, אסף, אייל, יוסי, משה, דוד, אבי, שלמה, יעקב, חיים, אלי, אורן`,
	last: `כהן, לוי, מזרחי, פרץ, ביטון, דהן, אברהם, פרידמן, מלכה, אזולאי, כץ, יוסף, עמר, אוחיון, חדד, גבאי, בן דוד, בן-ארי, בר-לב, שפירא, סגל, גולדברג, הראל, גולן,
שרעבי, וקנין, אלבז, ששון, רגב, אלמוג, דיין, אשל, הלוי, זוהר, פז, שקד, תבור, זיו`,
	habits: habits{hyphenated: 40},
}

var hebrewLanguage = language{
	title: `{מנהל|מנהלת} מכירות, {מנהל|מנהלת} שיווק, {מנהל|מנהלת} מוצר, {מנהל|מנהלת} פרויקטים, {מנהל|מנהלת} משאבי אנוש, {מפתח|מפתחת} תוכנה, {מהנדס|מהנדסת} תוכנה,
{מעצב|מעצבת} גרפי{|ת}, {אנליסט|אנליסטית} נתונים, {יועץ|יועצת} עסקי{|ת}, {מגייס|מגייסת}, {סמנכ״ל|סמנכ״לית} כספים, {מייסד|מייסדת}`,
	trade:  `{עורך|עורכת} דין, {רואה|רואת} חשבון, {רופא|רופאה}, מורה, {עיתונאי|עיתונאית}, {אדריכל|אדריכלית}, {פסיכולוג|פסיכולוגית}, {צלם|צלמת}`,
	study:  `{סטודנט|סטודנטית} למשפטים, {סטודנט|סטודנטית} למדעי המחשב, {סטודנט|סטודנטית} לכלכלה, {דוקטורנט|דוקטורנטית} לביולוגיה`,
	slogan: `מחברים בין אנשים וטכנולוגיה, עוזרים לעסקים לצמוח, אוהבים אתגרים, בדרך לדבר הבא`,
	shape: `12 <title> | <company>
8 <title>
6 <trade>
4 <study>
3 <study> | <school>
2 <slogan> <emoji>
3 <title> - <company>
2 <title> ב<city>`,
}

var israel = locality{
	company: `Tavor Software, Negev Solar, Carmel Cyber, Galil Medical, Yarkon Ventures, Dead Sea Minerals Lab, Kinneret Robotics, Sabra Analytics, Arava Agritech,
Haifa Port Systems, Hadar Mobile, Ofek Drones, Zamir Audio, Gilboa Biotech, Rimon Payments, Tzafon Logistics, Almog Diagnostics, Shaked Foods, Dekel Insurance,
Sharon Media, Lavi Semiconductors, Mazor Optics, Narkis AI, Pardes Capital, Keshet Gaming`,
	school: `Tel Aviv University, Technion, Hebrew University of Jerusalem, Ben-Gurion University, Reichman University, Bar-Ilan University`,
	city:   `Tel Aviv, Haifa, Jerusalem, Herzliya, Ra'anana, Be'er Sheva`,
}

var israelInHebrewLocality = locality{
	company: `תבור תוכנה, נגב סולאר, כרמל סייבר, גליל רפואה, ירקון הון סיכון, ערבה אגריטק, אופק רחפנים, רימון תשלומים, דקל ביטוח, נרקיס טכנולוגיות`,
	school:  `אוניברסיטת תל אביב, הטכניון, האוניברסיטה העברית, אוניברסיטת בר-אילן`,
	city:    `תל אביב, חיפה, ירושלים, הרצליה, רעננה`,
}
