"""Owns given names of German-speaking countries that are no other word in lower case.

Russian and Polish ones are known to those languages' dictionaries.
"""

from __future__ import annotations

from speechqa.lang.tokenise import words

NAMES = words(
    """
    abdallah abdelkader abdul abdullah abdulrahman achim ada adalbert adam adelbert adele adelheid adem adi
    adnan adolf adrian adriana aenne agathe agim agnes agnieszka ahmad ahmed ahmet aida aisha ajla akif
    alarich albert alberta albrecht albulena aldin aleksandar aleksandra alena alessa alex alexander
    alexandra alexandros alexej alf alfons alfred alfreda ali alice alicia alida alina aline alisa alisha
    aliye alma almir alois aloisia alperen altan alwin alwine amalia amalie amanda amela amelie amin amina
    amir amira amjad amon amra amy anas anastasia anatoli andi andrea andreas andrej andri andrzej andré
    andy aneta angela angelika angelina angelique angelo ania anica anika anina anita anja anke ann anna
    annabell annabelle anne annegret anneke anneli annelie annelies anneliese annelore annemarie annerose
    annett annette anni annie annika anny anselm ansgar ante anthony antje anton antonella antonia antonie
    antonietta antonija antonio apollonia arben arber ardian ardita arian ariane arjeta arkadiusz armend
    armin arnd arndt arne arno arnold arnulf arta artan artem arthur artur arved arwed arzu asiye asja asli
    aslı asma asta astrid atilla auguste augustin augustine aurel aurelia aurelius ava avni axel aya ayfer
    aygül ayla aylin ayman aynur ayse aysel aysun aytekin ayten ayşe azadeh azra babette babsi bahar bahram
    baldur balthasar barbara baris bartek bartholomäus bartosz barış bashar basia bassam basti bastian
    batuhan bayram bea beat beata beate beatrice beatrix bekim bekir belgin ben benedikt benita benjamin
    benni benno benny berat berit berk berkan berna bernadette bernd berndt bernhard bernhardine bert berta
    bertha berthold berti bertl bertram besa besim besnik betti bettina betty betül beyza bianca bianka bibi
    bijan bilal bilge biljana bine birgit birgitta birgitte birol birte birthe bjarne björn blerim blerta
    bobby bodo bogdan bojan bora boris bozena branislav branka branko brigitta brigitte britta brunhild
    brunhilde bruni bruno burak burcu burghard burgi burim burkhard bärbel bülent büsra büşra caecilia
    calogero camilla canan cansu carina carl carla carlo carlos carlotta carmela carmelo carmen carola
    carolin carolina caroline carsten caspar caterina catharina cathleen cathrin catrin cecilia celal celia
    celina celine cem cemal cemile cengiz ceren cetin cevdet chantal charlotte chiara chloe chris chrissi
    christa christel christian christiana christiane christin christina christine christl christof christoph
    christopher cigdem cihan cilli cindy clara clarissa claudia claudio claudius claus clemens collin
    concetta conni conny conrad constantin constanze cora cordula corina corinna corinne cornelia cornelius
    corvin cosima cristian cristina curd cynthia cyrill czeslaw cäcilia cäsar dagmar dalia damaris damian
    damir damla dana dani daniel daniela danielle danijel danijela danilo danny danuta dardan daria dario
    darius dariusz darko david davide davina dawid debora deborah defne dejan demet denis denise deniz
    dennis denny derya despina detlef detlev diana diane didem dierk dieter dietlinde dietmar dietrich
    dijana dilan dilara dilek dimitri dimitrios dina dirk ditmar dmitri dmitrij dogan dogukan domagoj
    domenico domenik dominic dominik dominique donata donatella donato dora doreen dorian doris dorit dorle
    dorota dorothea dorothee doğan dragan dragana drazen dražen drita driton dunja dursun dusan dustin duygu
    dušan dörte dörthe eberhard ebru ece eckart eckehard eckhard eckhart eda edda edelgard edeltraud
    edeltraut edgar edi edin edith edmund edona eduard edwin edyta efe egbert ege egon ehrenfried eike
    eileen ekkehard elena eleni eleonora eleonore elfi elfriede elham elias elif elina elio elisa elisabeth
    elisabetta elise elke ella ellen elli elly elma elmar elona elsa elsbeth else elvir elvira elzbieta
    emanuel emanuele emel emely emil emilia emilie emily emin emina emine emir emma emmerich emmi emmy emrah
    emre ender enes engelbert engin enisa enno enrico enver enya enza enzo ercan erdal erdem erdmann erdmute
    eren ergün erhan erhard eric erich erik erika erkan ermin erna ernestine erol ersin ertan ertugrul erwin
    esad esma esra ester esther etienne ettore eugen eugenia eugenie eusebius eva evelin evelyn evelyne evi
    ewa ewald eylem eylül fabian fabienne fabio fabrizio fadi fadil fadime faisal falk falko fanny farah
    farhad farid faruk fatih fatima fatma fatmir fatos federica federico felicia felicitas felix ferdi
    ferdinand ferdl ferhat feride fernando fevzi fiete figen fikret filip filippa filippo filiz filomena
    finja finn finnja fiona firas flamur flo florentine florian florin flurin flutura folke folker franca
    francesca francesco franco frank franz franzi franziska franzl frauke fred freddy frederic frederik
    frederike freya frida fridolin frieda friedel friedemann friedericke friederike friedhelm friedrich
    fritzi fränzi furkan gabi gabriel gabriela gabriele gaby galina gamze gazmend gebhard georg georgine
    georgios gerald geraldine gerd gerda gereon gerfried gerhard gerhild gerlinde gernot gero gerold gert
    gerti gertraud gertraude gertrud gertrude gesa gesche gesine ghassan giacomo giada gian gianluca gianni
    gideon gina gino giorgia giorgio giovanna giovanni gisbert gisela giselher gitta gitte gitti giulia
    giuliano giuseppe giuseppina gizem gloria golo goran gordana gosia gottfried gotthilf gotthold gottlieb
    gottlob grazia graziella gregor greta gretchen gretel gretl gritt grzegorz gudrun guido gunda gundi
    gundolf gundula gunnar gunter gunther gustav gusti gustl gökhan gönül götz gülay gülcan gülsen gülsüm
    gülten günter günther gürkan güven hacer hadi haitham hajo hakan halil halime halina halit hamid hamza
    hanan hanife hanna hannah hannelore hannes hanni hanno hans hansi hansjörg hansjürgen hanspeter
    hansruedi harald hardy haris harro harry hartmut hartwig harun hasan hassan hasso hatice hauke havva
    heba hedda hedi hedwig heidelinde heidemarie heidi heidrun heike heiko heimo heiner heini heino heinrich
    heinz heiri helen helena helene helga helgard helge hella helma helmar helmut helmuth hendrik hendrike
    henni henning henny henri henriette henrik henrike henry henryk herbert heribert hermann hermine herta
    hertha herwig hias hieronymus hilal hilda hilde hildebrand hildegard hildegund hilke hilmar hiltraud
    hiltrud hinnerk hinrich hisham holger horst hossein hrvoje hubert hubertus huda hugo hulda hussein hülya
    hüseyin ibrahim ida ignaz ikram ilhan ilir ilja ilka ilkay ilker ilknur ilona ilse ilyas imad imke
    immanuel ina ines inga inge ingeborg ingeburg ingelore ingo ingolf ingrid inka inna ioannis ipek ira
    irem irena irene irfan irina iris irma irmela irmgard irmhild irmi irmtraud irmtraut isa isabel isabell
    isabella isabelle isidor ismail ismet isolde issam ivan ivana ivanka ivica ivo ivonne iwona izabela
    jacek jacqueline jadranka jadwiga jakob jakub jamal jamila jan jana jane janek janette janin janina
    janine janis jannes jannik jannike jannis janosch janusz jaqueline jaron jaroslaw jascha jasmin jasmina
    jasna jason jasper javier jeanette jeannette jeannine jehona jelena jelle jenni jennifer jenny jens
    jeremias jerome jerzy jessi jessica jil jill jim jimmy joachim joana joanna joao jochen joel joelle
    johann johanna johanne johannes jolanda jolanta jolanthe jolina jonas jonathan joost jorge joscha joschi
    joschka jose josef josefa josefine joseph josephine josi josip jost josua juan judith jule jules julia
    julian juliana juliane julien juliette julika julius jupp jurek juri jurij justin justine justus justyna
    jutta jörg jörn jürg jürgen kaan kadir kaja kalle kamal kamil kamila karen karim karima karin karina
    karl karla karlheinz karli karlotta karola karolin karolina karoline karsten kasia kaspar kassandra
    katalin katarina katarzyna katerina kateryna katha katharina katharine kathi kathleen kathrin kati
    katinka katja katrin kay kazim kazimierz kemal kenan kerem kersten kerstin kevin khadija khaled khalid
    kilian kim kinga kira kirill kirsten kirstin kitty klara klaus klemens klothilde knud knut konrad
    konstantin konstanze koray korbinian kordula korinna kornelia kostas kresimir kreszentia kreszenz
    krešimir kriemhild krista kristian kristin kristina krystyna krzysztof kujtim kunibert kunigunde kuno
    kurt kurti käthe käthi köbi kübra laila lale lambert lamia lara larissa lars latifa laura laurens
    laurent laurenz laurin layla lea leah leander leif leila lejla lena lene leni lennard lennart lenni
    lennox lenny leo leon leona leonard leonardo leonhard leoni leonid leonie leonore leopold leopoldine
    leszek levent levi levin lexi leyla lia liam liane lidia lienhard liesbeth liesel lieselotte liesl lili
    lilia lilian liliane lilith lilli lilly lilo lina linda linh linn linnea linus lioba liridon liridona
    lisa lisbeth lisette lisi lissi lissy liv livia ljiljana ljubica loisl lola loni lorena lorenz loretta
    lorina lothar lotta lotte lotti louis louisa louise luan luca lucas lucia luciana luciano lucie lucy
    ludger ludmilla ludwig luggi luigi luis luisa luise luka lukas lukasz luna lutz luzia luzie lydia lynn
    maciej madeleine madita madlen magda magdalena magdalene magnus maher mahmoud mahmut mahsa maik maike
    maila mailin maja majid majlinda malena malgorzata malia malin malina malte malwine manal mandy manfred
    manja manni manuel manuela mara marc marcel marcella marcello marcin marco marcus marei mareike mareile
    marek maren margareta margarete margaretha margarethe margit margita margitta margot margret margrit
    maria mariam marian mariana marianne marie marieke mariella marielle marieluise marietta marija marika
    marina mario mariola marion marisa marit marita marius mariusz marko markus marla marleen marlen marlene
    marlies marlis marlon marten martha martin martina marvin marwan maryam marzena massimo mateusz mathias
    mathilda mathilde mathis mats matteo mattes matthes matthias matthis matthäus mattis matze maurice mauro
    max maxi maxim maximilian maximiliane mazen mechthild mehdi mehmet mehtap meike meiko meinhard meinhild
    meinolf meinrad mel melanie melchior melek melike melina melinda melisa melissa melitta meltem meral
    merima merita merle mersad mert merve meryem mesut metin micha michael michaela michail michel michelle
    michi miguel mihaela mihai mika mikail mike mila milan milena milica milla milo milos miloš mimi mimoza
    mina minh minna mira miranda mirela mirella miriam mirja mirjam mirjana mirko miroslav miroslaw mirza
    mischa mitzi mizzi mladen mohamad mohamed mohammad mohammed mona moni monika monique moritz mouna mounir
    moussa muhamed muhammad muhammed muhammet murat muriel musa mustafa mykola müge nabil nader nadia nadin
    nadine nadja naim naima najib nancy naomi nasrin nasser natalia natalie natalija natalja natasa natascha
    nataša nathalie nathan nawal nazan nazanin nazli nebahat necati necla nedim nele nelli nelly nena nenad
    nepomuk nermin nermina neslihan nesrin nevena nevenka nevin nevzat niclas nico nicola nicolai nicolas
    nicole nidal niels nihal nihat niki nikita niklas niko nikola nikolai nikolaos nikolas nikos nilay
    nilgün niloufar nils nilüfer nina nino nizar noa noah noel noemi nora norbert norina norma norman norwin
    notburga nour noura nunzia nuray nurcan nurhan nuri nuriye nurten oda odette odilo oguz oguzhan okan
    oksana oktay olaf ole oleg oleksandr olena olga oliver olivia olli omar onur orhan ornella ortrud ortrun
    ortwin osama oscar oskar osman oswald oswin otfried othmar otmar ottfried ottilie ottmar otto ottokar
    oya oğuz pamela panagiotis paola paolo parisa pascal pascale pasquale patricia patrick patrik patrizia
    paul paula paulina pauline paulo pawel pedro peggy pelin pepi peppi perdita perihan petar peter petra
    petronella phil philine philip philipp philippa philomena pia piet pietro pilar pinar piotr pirmin pius
    polat poldi predrag przemyslaw pınar quentin quirin quirina rabea rabia rachel rachid radmila radovan
    raed rafael rafal raffael raffaela raffi ragna ragnar raik raimund raimunde rainald rainer ralf ralle
    ralph ramazan rami ramiz ramon ramona rana randolf rania raphael raphaela rasha rasim rasmus raymond
    razan rebecca rebekka recep refik regina regine regula reimar reimund reinald reinhard reinhardt
    reinhild reinhilde reinhold reinmar remzi rena renate reni rené renée resi reto reza rezan ria ricarda
    ricardo richard rico rieke rifat rike rita riza robby robert roberta roberto robin rocco rochus roderich
    roger roland rolf romana romina romy ronald ronja ronny rosalia rosalie rosalinde rosamunde rosanna
    rosaria rosario rosel rosemarie rosemie rosi rosina rosmarie roswitha roya ruben rudi rudolf rudolph
    ruedi rukiye rupert rupprecht ruprecht ruslan ruth ryszard rösli rüdiger rıza saadet sabina sabine sabri
    sabrina sabriye sadik safet sahar said sakine salah salih salim salma salome salomon salvatore sam
    samantha samet sami samir samira samuel samuele sandra sandro sanel sanja sanna sanni sara sarah sascha
    saskia savas sead sebastian seda sedat sefa selcuk selda selim selin selina seline selma selçuk sema
    semih semra senad senada senay sener senta sepp seppi seraina serap seraphina serdar serena sergej
    sergio serhat serkan serpil servet sevda severin severine sevgi sevil sevim sevinc shirin shpresa sibel
    sibylle sidonie siegbert siegfried sieghard sieglind sieglinde siegmar siegmund siegrid siegrun siegward
    sievert sigi sigmar sigmund sigrid sigrun sigurd siham silja silka silke silvana silvia silvio simon
    simona simone sina sinan sinem sinisa siniša sissi sissy slaven slavica slavko slawomir slobodan snezana
    snežana sofia sofie solveig songül sonja sophia sophie soraya spiros stanislaus stavros stefan stefanie
    stefano steffen steffi stella stephan stephanie stephanus stina stine stjepan suat sunhild susan susann
    susanna susanne suse susi suzanne svantje svea sven svenja svetlana swantje swetlana sybille sylke
    sylvia sylvie sylwia sämi sönke sören süheyla sükrü süleyman sümeyye tabea tadeusz taha tahir tahsin
    talha tamara tamer tamina tamino taner tania tanja tarek tarik tassilo tatjana tayfun taylan ted tekin
    teresa tessa teuta thaddäus thea theda thekla theo theodor theodora theres theresa therese theresia
    thiemo thies thilde thilo thomas thoralf thorben thore thorsten tiana tiemo tilda till tillmann tilly
    tilman tilmann tilo tim timm timmy timo timon tina tine tini titus tizian tiziana tjark tobi tobias
    tolga tom tomasz tomislav tommi tommy toni tonio torben torge torsten traudel traudi traudl traugott
    tristan trude trudi tuba tugba tugce tuncay turan turgay turgut tuğba töni tülay tülin türkan udo ueli
    ufuk ugur ulf uli ulla ulli ulrich ulrika ulrike umut undine urs ursel ursi ursina ursula urszula urte
    uschi uta ute utz uwe uğur valbona valentin valentina valeria valerie valon vanessa vasile vasiliki
    vasilis vedat vedran veit vera verena verene veronika veronique vesna veysel vicky viktor viktoria
    vildan vincent vincenzo vinzenz viola violetta vitali vitalij vito vittoria vittorio vitus vivian
    viviane vivien vladimir vlora volkan volker volkhard volkmar volodymyr vreni vroni wael walburga
    waldemar waldtraut walid walli wally walter walther waltraud waltraut waltrud wanda wastl wendelin wenke
    wenzel werner weronika wibke wiebke wieland wieslaw wigbert wiggerl wilbert wilfried wilhelm wilhelmina
    wilhelmine willi willibald willy wilma wilmar wiltrud wim winfried winni winrich wioletta witold witta
    wladimir wojciech woldemar wolfdietrich wolfgang wolfhard wolfi wolfram wulf wunibald xandi xaver xenia
    yahya yakup yalcin yanick yanik yann yannic yannick yannik yara yasar yasemin yasin yasmin yasmina
    yasser yavuz yaşar yeliz yiğit yousef youssef yuliia yunus yusuf yvette yvonne yücel zacharias zafer
    zahra zainab zbigniew zdenka zehra zeinab zeki zeliha zeljka zeljko zenzi zerrin zeynep ziad zilly zita
    zlata zlatko zoe zofia zoran zorica zosia zoé zuhal zübeyde çetin çiğdem ömer özge özgür özkan özlem
    ümit ünal željko
    """
)
