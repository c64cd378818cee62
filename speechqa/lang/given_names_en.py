"""Owns given names of English-speaking countries that are no other word in lower case.

Russian and Polish ones are known to those languages' dictionaries.
"""

from __future__ import annotations

from speechqa.lang.tokenise import words

NAMES = words(
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
