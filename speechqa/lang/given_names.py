"""Owns given names of English- and German-speaking countries that are no other word in lower case.

Russian and Polish ones are known to those languages' dictionaries.
"""

from __future__ import annotations

from speechqa.lang.tokenise import words

ENGLISH = words(
    """
    aaliyah aaron aarti abby abdi abdul abdullah abel abena abigail abraham ada adam ade adebayo adele
    adeline aditi aditya adrian adriana adrienne adwoa agatha agnes ahmad ahmed aidan aileen aimee ainsley
    aisha aisling akash akbar akosua akshay alan alana alastair albert alberto alec alejandra alejandro alex
    alexander alexandra alexis alf alfie alfonso alfred alfredo algernon ali alice alicia alina alison
    alistair alivia allan allen allison alma aloysius althea alvin alyssa amanda ambika amelia amelie amina
    amit amna amos amrita amy ana analyn anand ananya anastasia anders andre andrea andreas andrei andrew
    andy angela angelica angelina angelo angie angus anika anil anita anjali ankit ankita ankur ann anna
    annabel annabelle anne annette annie annmarie anthea anthony antoine antoinette anton antonia antonio
    anupam anuradha anusha aoife araceli archibald archie aria ariana arianna arif arjun arlene armando
    arnel arnold arthur arturo arun aruna arvind asha ashanti ashish ashleigh ashley ashok ashton ashwin
    asif asim asma astrid atif aubrey audrey aurora ava avril ayaan ayesha aylin azhar babs barb barbara
    barney barry bart bartholomew beatrice beatrix beatriz becca beccy becky belinda bella ben benedict
    benjamin benjy bennett benny bernadette bernard bernice bernie bert bertha bertie beryl bess bessie beth
    bethan bethany betsy bette bettina betty bev beverley beverly bex bharat bhavesh bhavna bhupinder bianca
    bilal billie billy blaine blair blake blanche bob bobbie bobby bonnie boris brad bradley brady brandi
    brandon branko breanna brenda brendan brennan brent brenton brett brian briana brianna bridget bridie
    briony britney britt brittany brittney brodie bronagh bronwyn brooke bruce bruno bryan bryce brynn
    bryony bukola byron caitlin caitlyn caleb callie callum calum calvin cameron camila camilla camille
    candace candice caoimhe cara carina carl carla carlos carly carmel carmela carmen carol carole caroline
    carolyn carrie carson carys casey casper cassandra cassidy cassie catalina caterina cath cathal
    catherine cathleen cathy catrin catriona cecil cecilia cecily cedric celeste celia celine ceri cesar
    chad chandler chandra chantal chantelle charlene charles charley charlie charlotte charmaine chelsea
    cheryl chetan chidi chinedu chinwe chioma chirag chloe chris chrissie chrissy christa christina
    christine christopher christy chrystal ciara ciaran cillian cindy claire clara clare clarence clarice
    clarissa claude claudette claudia clayton clem clement cleo cleopatra clifford clint clinton clive
    clodagh clyde cody colby cole colette colin colleen colm connie connor conor conrad constance cora
    cordelia corey corinne cormac cornelia cornelius cory courtney craig cristian cristina cristobal curtis
    cynthia cyril cyrus dagmar daisuke dale damian damien damon dan dana daniel daniela daniella danielle
    danijel danni danny dante danuta daphne darcy daria darius darko darlene darnell darrell darren darryl
    darshan daryl dave davey david davina dawson deanna deb debbie debby deborah debra declan deepa deepak
    deepika deidre deirdre dejan delia delilah della delores delphine demetrius denis denise dennis denzel
    derek dermot derrick des deshawn desiree desmond dexter dhruv diana diane dianne diarmuid didier dilip
    dimitri dina dinah dinesh dion dionne divya dolores dom domenic dominic dominique donal donald donna
    donnie donovan dora doreen dorian doris dorota dorothea dorothy doug dougal dougie douglas dragan
    dragana duane dulcie duncan dwayne dwight dylan eamon eamonn ebenezer eddie eddy edgar edie edith edmund
    edna eduardo edward edwin edwina effie efua eileen eilidh eilis eimear eithne elaine eleanor elena eleni
    eli elias elijah elisa elisabeth elise eliza elizabeth ella ellen ellie elliot elliott ellis elma elmer
    eloise elsa elsie elspeth elton elvira elvis elwood emanuel emeka emil emilia emilio emily emma emmanuel
    emmet emmett emmy enda enid enrique enzo eoghan eoin eric erica erik erika erin ernest ernesto ernie
    errol esme esmeralda esperanza esteban estelle ester esther ethan ethel etienne etta euan eugene eugenia
    eunice eva evan evangeline evelyn everett evie ewa ewan ewen ezekiel ezra fabian fahad faisal faiza
    farah farhan farid farooq farrah farzana fatima fatma fay faye fearghal federico felicia felicity felipe
    felix femi ferdinand fergal fergus fernanda fernando ffion fidel finbar findlay finlay finley finn
    finnegan fiona fionn fionnuala fletcher fleur flo florence florin floyd flynn folake fran frances
    francesca francine francis franco francois frankie franklin fraser fred freda freddie freddy frederica
    frederick freya frida fritz funmi gabby gabe gabriel gabriela gabriella gabrielle gagan gail ganesh
    gareth garfield garret garrett garry garth gary gaurav gautam gav gavin gayle gaynor geeta geetha gemma
    genevieve geoff geoffrey george georgette georgie georgina geraint gerald geraldine gerard gerardo gerry
    gertrude gethin gianni gideon gigi gilbert giles gill gillian gina ginny giovanni girish giselle gita
    giuseppe gladys glen glenda glenn glenys gloria glyn godfrey goldie gonzalo gopal goran gord gordana
    gordon govind graciela graeme graham grainne granville greg gregg gregor gregory greta gretchen griffin
    griselda grzegorz guadalupe guillermo gurmeet gurpreet gus gustav gustavo gwen gwenda gwendolyn gwilym
    gwyn gwyneth hafsa haider hailey hakim hamid hamish hamza hana hank hannah hans hari harish harjit
    harlan harold harpal harper harpreet harriet harrison harry hassan hattie hayden hayley haylie heather
    hector hedley hedwig heidi helen helena helene helga hemant henrietta henrik henry herbert herman
    hermione hernan hettie hilary hilda hina hiroshi hitesh hollie homer horace horatio howard howie hubert
    huey hugh hughie hugo humphrey huong hussain hussein hywel iain ian ibrahim ida idris iestyn ieuan
    ifeoma ignacio ignatius igor ike illtyd ilona imani imelda imogen imran ina indira ines inga inge ingrid
    ioan ioana iona iqbal iqra irene irfan irina irma irving irwin isaac isabel isabella isabelle isaiah
    isha ishaan ishita isidore isla ismael ismail isobel isolde ivan ivana ivica ivor iwona jacek jackie
    jackson jacky jacob jacqueline jacquelyn jacques jacqui jada jade jaden jagdish jagjit jaime jake jakob
    jakub jalen jamal james jameson jamie jamila jan jana jane janelle janet janice janine janis jared
    jarrod jarvis jasbir jasmin jasmine jason jasper jaspreet jaswinder jatin javed javier jaxon jay jaya
    jayden jayesh jayne jayson jean jeanette jeanne jeannie jeannine jed jeff jefferson jeffery jeffrey
    jelena jemima jemma jen jenna jennie jennifer jenny jensen jeremiah jeremy jermaine jerome jerry jess
    jessica jessie jethro jez jill jillian jim jimmy jinny jitendra jo joan joanie joann joanna joanne
    joaquin joby jocelyn jodi jodie jody joe joel joelle joey johan johanna john johnathan johnnie johnny
    jolene jomar jon jonah jonas jonathan joni jordan jordana jorge jose josefina joseph josephine josh
    joshua josiah josie joss joyce juan juana juanita judah jude judi judith judy jules julia julian juliana
    julianne julie juliet juliette julio julius junaid justin justine justyna jyoti kaitlin kaitlyn kajal
    kalpana kamal kamala kamran kara karan kareem karen karim karin karina karl karla karthik kasia kat
    katarzyna kate katelyn katerina kath katharine katherine kathie kathleen kathryn kathy katie katrina
    katya kavita kavitha kavya kayden kayla kaylee kayleigh keanu keegan keeley keiko keir keira keisha
    keith kellie kelly kelsey kelvin kemi ken kendall kendra kendrick kenji kenneth kenny kenzie kerri
    kerrie kerry kev kevin khadija khalid khanh kiara kiera kieran kieron kim kimberley kimberly kinga kiran
    kirk kirsten kirstie kirstin kirsty kishore klaus kofi kojo komal kourtney krish krishna krista kristen
    kristian kristin kristina kristine kristy krystal krystyna krzysztof kuldeep kunal kunle kurt kwabena
    kwame kwesi kyla kyle kylie kyra lacey lachlan ladonna laila lakeisha lakshmi lalit lamar lana lancelot
    lara larissa larry lars latasha latisha latoya laura lauren laurence laurie lavanya lavinia lawrence
    lawson layla layton lea leah leanne lee leela leena leigh leighton leila leilani len lena lennox lenny
    lenora leo leon leona leonard leonardo leonie leonora leopold leroy les lesley leslie lester leticia
    letitia lettie levi lewis lex lexi liam lianne lidia lila lilian lillian lillie lina linda lindsay
    lindsey linh linnea linus lionel lisa lise lisette liv livia liz liza lizzie lizzy ljiljana lleucu lloyd
    lois lola lonnie lorcan lorelei loren lorena lorenzo loretta lori lorna lorne lorraine lottie lou
    louella louis louisa louise lourdes lowri luc luca lucas lucia lucian lucien lucille lucinda lucy luigi
    luis luisa luka lukas lukasz luke luna lupe luther lyall lydia lyle lyn lynda lyndon lynette lynn lynne
    lynsey mabel maciej mackenzie maddie maddison madeleine madeline madge madhu madhuri madison mae maeve
    magda magdalena maggie magnus mahesh mahmood mahmoud maire mairead mairi maisie malachi malachy malcolm
    malgorzata malik mallory mandeep mandy manish manisha manjit manny manoj manpreet manuel manuela marc
    marcel marcella marcia marcie marcin marco marcos marcus marek margaret margaux margery margie margo
    margot marguerite maria mariah mariam marian mariana marianne maribel maricel marie mariel marietta
    marilyn mario marion marisa marisela marisol marissa marites marius marjorie marla marlene marley marlon
    marnie marsha marta martha martin martina martyn marvin mary maryam maryann mateo mateusz mathew
    mathilda matilda matt matthew maud maude maura maureen maurice mauricio mavis maximilian maxine maxwell
    maya mckenzie meena meenakshi meera meg megan megha meghan mehmet mehul mei mel melanie melinda melissa
    melvin melvyn meredith merv mervyn meryl mia micah michael michaela micheal michele michelle mick miguel
    mihai mikaela mike mikey mikhail milan mildred milena milica millicent millie milly milo milos mimi mina
    mindy minerva minh minnie mira miranda miriam mitch mitchell mitzi mohamed mohammad mohammed mohan
    mohini mohit moira moises molly mona monica monika monique montgomery monty morag morgan morwenna moses
    moshe muhammad mukesh murali muriel murray murtaza mustafa mustapha myfanwy mylene myles myra myron
    nadeem nadia nadine naila nancy nandini nanette naomi narendra naresh nasir nasreen nat natalia natalie
    natasha nate nathan nathaniel naveed naveen nayeli nazia neal ned neeraj neha neil nell nellie nelly
    nelson nenad nerys nev nevaeh neville ngoc ngozi nia niall niamh nichola nicholas nicky nico nicola
    nicolas nicole nicolette nigel nikhil niki nikita nikki nikolai nikos nilesh nina nirmala nisha nishant
    nita nitin nkechi nnamdi noah noel noelle noemi nolan noor nora norah noreen norma norman norris nuala
    nuno obinna octavia octavio odette oisin olamide olga oliver olivia ollie oluwaseun olwen olwyn omar
    omari oonagh ophelia oran oriana orla orlaith orville osama oscar oskar osman oswald otis otto owain
    owen ozzie pablo paddy padma padraic padraig paige pallavi paloma pam pamela pankaj paola paolo parveen
    pascal pascale patrice patricia patrick patrik patsy patti paul paula paulette paulina pauline paulo
    pawel payton pearse pedro peggy penelope percival percy perry pete peter petra petula peyton phil philip
    philippa philippe phillip phineas phoebe phuong phyllis pierre pilar piotr pippa polly pooja poonam
    prabhakar pradeep pradip prakash pramod pranav prasad prashant praveen preeti prerna priscilla priti
    priya priyanka prunella przemek punit quang queenie quentin quincy quinn quinton rabia rachael racheal
    rachel radha rae rafael rafal rafferty raghav raghu raheem rahul raj rajan rajeev rajesh rajinder rajiv
    raju rakesh ralph ramesh ramon ramona ramsay ramsey randall randolph randy rani raphael raquel rasheed
    rashid rashmi raul ravi ravinder raymond raymundo reagan rebecca rebekah rebekka reena reese reggie
    regina reginald rehana reid rekha rena renata rene renee renu reuben rex reza rhett rhian rhiannon rhoda
    rhodri rhona rhonda rhys ria ricardo richa richard richie rick rickey rickie ricky rigoberto riley rita
    ritchie ritesh ritu rizwan robbie robert roberta roberto robyn rocco rochelle roddy roderick rodger
    rodney rodolfo rodrigo rogelio roger rohan rohit roisin roland rolando rolf romain romeo rommel romy ron
    ronald ronan ronda ronnie ronny rory rosa rosalie rosalind rosalinda rosaline rosanna rosanne roseanne
    roselyn rosemarie rosetta roshan roshni rosie rosina roslyn ross rowena rowland roxana roxanne roxy roy
    royston ruairi ruben ruchi rudolph rudy rufus rukhsana rupert rupinder russ russell ruth ryan ryder
    ryland saad sabina sabrina sachin sadia sadie saima sajid saleem salim sallie sally salma salman
    salvatore sam samantha samara sameer samina samir sammy samuel sana sandeep sandhya sandip sandra
    sanjana sanjay sanjeev santosh saoirse sapna sara sarabjit sarah sarita sasha saskia satish saul
    savannah scarlett scott seamus sean seb sebastian seema selena selina selma selwyn serena serge sergei
    sergio seth seymour shabana shabnam shahid shahzad shaila shakeel shakira shalini shana shane shania
    shanice shankar shannon shantelle shanti shari sharon sharron shaun shauna shawn shawna shay shazad
    shazia shea sheela sheena sheila shelagh shelby sheldon shelley shelly sheree sheri sherman sherri
    sheryl shilpa shirin shirley shivani shobha shona shreya shruti shubham shweta sian sibyl sid siddharth
    sidney siegfried sienna sigourney sigrid silas silvia simeon simon simona simone simran sinead siobhan
    sipho sita skyler slawomir slobodan sneha snezana sofia solomon sonal sonali sondra sonia sonja sonya
    sophia sophie soraya spencer spiros stacey staci stacy stan stanislav stanley stavros stefan stefanie
    steffi stella steph stephan stephanie stephen steve steven stevie stewart stu stuart sukhdeep sukhwinder
    suki suman sumit sunil sunita suraj suresh surinder susan susanna susannah susanne sushma susie suzanna
    suzanne suzie svetlana swathi swati sybil syed sylvester sylvia sylvie tabitha tadhg tahir tahira talia
    talitha tamara tameka tamika tammy tamsin tania tanisha tanvi tanya tapiwa tara tariq tarquin tarun
    taryn tasha tatiana tayla taylor tayo ted tegan temitope tendai terence teresa teri terrance terrell
    terrence terri terry tess tessa thabo thad thaddeus thalia thandi thandiwe thanh thelma theo theodora
    theodore theresa therese thomas thomasina thuy tia tiana tiffany tilda tilly tim timmy timothy tina
    tobias toby todd tolu tom tomas tomasz tommy tomos toni tonia tony tonya tori torquil toula tracey traci
    tracy trang travis tremaine trent trev trevor tricia trina trish trisha tristan troy trudi trudie trudy
    tuan tudur tunde ty tyler tyra tyrell tyrone tyson uche uday ulysses uma umar umesh una ursula usha
    usman uzma vaibhav val valentina valeria valerie vandana vanessa vani varsha varun vasanth vaughan
    vaughn velma venkat venkatesh vera verity verna vernon veronica vesna vic vicente vicki vickie vicky
    victor victoria vidya vijay vikas vikki vikram vimal vinay vince vincent vincenzo vineet vinita vinnie
    vinny vinod viola violeta virgil vishal vishnu vito viv vivek vivian viviana vivien vivienne vlad
    vladimir vusi waleed wallace walt walter wanda waqas warren wasim wayne wei wendell wendy wes wesley
    whitney wilbert wilbur wilf wilfred wilhelmina willa willard william wilma winifred winnie winona
    winston wojciech woodrow wyatt wynne xander xanthe xavier xenia xiao ximena yadira yan yana yash yasir
    yasmin yasmina yasmine yemi yesenia ying yinka yogesh yogita yolanda yosef yoshiko youssef yuki yuri
    yusuf yuvraj yves yvette yvonne zac zach zachary zack zafar zahid zahra zain zainab zane zara zbigniew
    zeke zelda zeljko zena zeynep zion zlatan zoe zoey zofia zola zoltan zora zoran zubair zuzana
    """
)

GERMAN = words(
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
