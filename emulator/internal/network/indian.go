package network

var indianNames = nameSource{
	women: `Priya, Ananya, Aditi, Kavita, Sunita, Pooja, Neha, Shreya, Divya, Swati, Anjali, Deepika, Meera, Lakshmi, Radhika, Sneha, Nandini, Aishwarya,
Ishita, Tanvi, Ritu, Rekha, Shalini, Vidya, Padma, Gayatri, Jyoti, Komal, Megha, Nisha, Pallavi, Rashmi, Sangeeta, Sarita, Smita, Sonal, Usha,
Vandana, Varsha, Bhavna, Chitra, Devika, Ila, Janaki, Kriti, Manisha, Mrunal, Namrata, Preeti, Revathi`,
	men: `Rahul, Amit, Arjun, Rohan, Vikram, Sanjay, Rajesh, Suresh, Anil, Sunil, Ashok, Manoj, Deepak, Nikhil, Karthik, Aditya, Siddharth, Varun, Akash,
Abhishek, Ankit, Gaurav, Vivek, Ravi, Arvind, Mahesh, Ganesh, Harish, Prakash, Rakesh, Mukesh, Dinesh, Naveen, Pranav, Ishaan, Kunal, Mohit, Nitin,
Pankaj, Ramesh, Sachin, Tarun, Uday, Vijay, Yash, Anand, Bharat, Chetan, Dhruv, Girish`,
	last: `Sharma, Verma, Gupta, Agarwal, Patel, Shah, Mehta, Desai, Joshi, Kulkarni, Deshpande, Patil, Iyer, Iyengar, Nair, Menon, Pillai, Reddy, Rao,
Naidu, Krishnan, Subramanian, Venkatesan, Raghavan, Chatterjee, Banerjee, Mukherjee, Bose, Ghosh, Das, Sen, Dutta, Chakraborty, Mishra, Tiwari,
Pandey, Dubey, Shukla, Tripathi, Chaturvedi, Bhatt, Trivedi, Jain, Kapoor, Khanna, Malhotra, Chopra, Arora, Sethi, Bhatia, Saxena, Srivastava,
Mathur, Yadav, Chauhan, Rathore, Thakur, Hegde, Shetty, Kamath, Bhat, Gowda, Murthy, Prasad, Bajaj, Goel, Bansal, Mittal, D'Souza, D'Costa, Pinto`,
	prefix:  `Dr., CA, Adv.`,
	letters: `MBA, PMP, CFA, CSM, 🇮🇳`,
	habits:  habits{initial: 60, prefixed: 25, lettered: 25},
}

// devanagariNames are written in Devanagari script, as some profiles are.
var devanagariNames = nameSource{
	women: `प्रिया, अनन्या, अदिति, कविता, सुनीता, पूजा, नेहा, श्रेया, दिव्या, स्वाति, अंजलि, दीपिका, मीरा, लक्ष्मी, राधिका, स्नेहा, नंदिनी, रेखा, शालिनी, गायत्री, ज्योति, मेघा`,
	men:   `राहुल, अमित, अर्जुन, रोहन, विक्रम, संजय, राजेश, सुरेश, अनिल, सुनील, अशोक, मनोज, दीपक, निखिल, आदित्य, सिद्धार्थ, वरुण, आकाश, अभिषेक, गौरव, विवेक, महेश`,
	last: `शर्मा, वर्मा, गुप्ता, अग्रवाल, पटेल, शाह, मेहता, देसाई, जोशी, कुलकर्णी, देशपांडे, पाटिल, मिश्रा, तिवारी, पांडे, दुबे, शुक्ला, त्रिपाठी, चतुर्वेदी, भट्ट, जैन, कपूर, खन्ना,
मल्होत्रा, चोपड़ा, सक्सेना, श्रीवास्तव, माथुर, यादव, चौहान, राठौर, ठाकुर, सिंह, कुमार`,
}

var hindiLanguage = language{
	title:  `विपणन प्रबंधक, परियोजना प्रबंधक, सॉफ़्टवेयर इंजीनियर, वरिष्ठ लेखाकार, मानव संसाधन प्रबंधक, बिक्री अधिकारी, संस्थापक, शाखा प्रबंधक, डेटा विश्लेषक`,
	trade:  `{अध्यापक|अध्यापिका}, {लेखक|लेखिका}, पत्रकार, अधिवक्ता, चिकित्सक, {प्राध्यापक|प्राध्यापिका}, हिंदी अनुवादक, {समाजसेवक|समाजसेविका}`,
	study:  `विधि {छात्र|छात्रा}, अभियांत्रिकी {छात्र|छात्रा}, शोध {छात्र|छात्रा}, वाणिज्य {छात्र|छात्रा}`,
	slogan: `नई सोच नया भारत, शिक्षा ही शक्ति है, हर दिन कुछ नया, सेवा ही धर्म`,
	shape: `10 <title> | <company>
7 <title>
6 <trade>
3 <study>
3 <study> | <school>
2 <slogan> <emoji>
2 <trade> | <city>
5 <role> at <company>
3 <role> | <company>`,
}

var india = locality{
	company: `Deccan Infotech, Ganga Finance, Himalaya Logistics, Kaveri Textiles, Monsoon Analytics, Lotus Pharma Labs, Bharat Steel Works, Coromandel Ports,
Saffron Media, Nilgiri Tea Exports, Indus Consulting, Aravali Constructions, Chandra Solar, Tamarind Studios, Malabar Foods, Peacock Payments, Surya Motors,
Vaigai Software, Banyan Learning, Mango Cart, Sagar Shipping, Ashoka Infra, Charminar Health, Rangoli Design, Konkan Cements, Jasmine Telecom, Dosa Labs,
Varanasi Handlooms, Trishul Security, Godavari Agro`,
	school: `IIT Bombay, IIT Madras, IIM Ahmedabad, Delhi University, BITS Pilani, Anna University, Jadavpur University, NIT Trichy, Christ University`,
	city:   `Bengaluru, Mumbai, Hyderabad, Pune, Chennai, Gurugram, Noida, Kolkata, Ahmedabad, Kochi`,
}

var indiaInHindiLocality = locality{
	company: `गंगा फाइनेंस, हिमालय लॉजिस्टिक्स, भारत स्टील वर्क्स, केसरी मीडिया, सूर्य मोटर्स, अशोका इंफ्रा, वाराणसी हैंडलूम्स, लोटस फार्मा, अरावली कंस्ट्रक्शन्स`,
	school:  `दिल्ली विश्वविद्यालय, काशी हिंदू विश्वविद्यालय, इलाहाबाद विश्वविद्यालय, लखनऊ विश्वविद्यालय`,
	city:    `दिल्ली, लखनऊ, वाराणसी, जयपुर, भोपाल, पटना`,
}
