//! The names of the months in the languages of Europe and of its neighbours, in any of their forms.

use std::collections::BTreeSet;

/// January first: the names and their short forms, in small letters, from Unicode's CLDR 45 and later.
const NAMES: [&str; 12] = [
    "january jan январь января янв січень січня січ студзень студзеня сту януари яну јануар јан januar јануари siječanj siječnja sij leden ledna led januára január stycznia styczeń sty yanvar yan ocak oca қаңтар қаң januari tammikuuta tammikuu tammi jaanuar jaan janvāris janv sausio sausis saus ianuarie ian gennaio gen enero ene janeiro janvier gener ιανουάριος ιανουαρίου ιαν հունվարի հունվար հնվ იანვარი იან يناير ژانویه ינואר ינו׳ जनवरी जन॰",
    "february feb февраль февраля февр лютого лютий лют лютага люты февруари фев фебруар феб februar veljača veljače velj února únor úno februára február lutego luty lut fevral fev şubat şub ақпан ақп februari helmikuuta helmikuu helmi veebruar veebr februāris febr vasario vasaris vas februarie febbraio febrero fevereiro février févr febrer φεβρουάριος φεβρουαρίου φεβ փետրվարի փետրվար փտվ თებერვალი თებ فبراير فوریه פברואר פבר׳ फ़रवरी फ़र॰",
    "march mar марта март мар березень березня бер сакавіка сакавік сак mart ožujak ožujka ožu marec březen března bře marca marzec наурыз нау märz mär maart mrt mars marts maaliskuuta maaliskuu maalis märts kovas kovo kov március márc martie marzo março març μάρτιος μαρτίου μάρ μαρ մարտի մարտ մրտ მარტი მარ مارس מרץ मार्च maret machi mac",
    "april apr апрель апреля апр квітень квітня квіт красавіка красавік кра април travanj travnja tra duben dubna dub apríla apríl kwiecień kwietnia kwi aprel nisan nis сәуір сәу huhtikuuta huhtikuu huhti aprill aprīlis balandžio balandis bal április ápr aprilie aprile abril abr avril avr απρίλιος απριλίου απρ ապրիլի ապրիլ ապր აპრილი აპრ أبريل آوریل אפריל אפר׳ अप्रैल aprili",
    "may май мая травень травня трав мај maj svibanj svibnja svi květen května kvě mája máj maja mayıs мамыр мам mai mei toukokuuta toukokuu touko maijs gegužės gegužė geg május maggio mag mayo maio maig μάιος μαΐου μάι μαΐ մայիսի մայիս մյս მაისი მაი مايو مه מאי मई",
    "june jun июнь июня июн червень червня черв чэрвень чэрвеня чэр юни јун јуни lipanj lipnja lip junij červen června čvn júna jún czerwiec czerwca cze iyun iyn haziran haz маусым мау juni kesäkuuta kesäkuu kesä juuni jūnijs jūn birželio birželis birž június iunie iun giugno giu junio junho juin juny ιουνίου ιούνιος ιουν ιούν հունիսի հունիս հնս ივნისი ივნ يونيو ژوئن יוני जून",
    "july jul июль июля июл липень липня лип ліпень ліпеня ліп юли јул јули srpanj srpnja srp julij července červenec čvc júla júl lipiec lipca lip iyul iyl temmuz tem шілде шіл juli heinäkuuta heinäkuu heinä juuli jūlijs jūl liepos liepa liep július iulie iul luglio lug julio julho juillet juil juliol ιουλίου ιούλιος ιουλ ιούλ հուլիսի հուլիս հլս ივლისი ივლ يوليو ژوئیه יולי जुलाई जुल॰ julai",
    "august aug августа август авг серпень серпня серп жнівень жніўня жні avgust avg kolovoza kolovoz kol srpen srpna srp augusta sierpień sierpnia sie avqust avq ağustos ağu тамыз там augustus augusti elokuuta elokuu elo augusts rugpjūtis rugpjūčio rugp augusztus agosto ago août agost ag αυγούστου αύγουστος αυγ αύγ օգոստոսի օգոստոս օգս აგვისტო აგვ أغسطس اوت אוגוסט אוג׳ अगस्त अग॰ agustus agu agosti",
    "september sep сентябрь сентября сент вересень вересня вер верасень верасня септември сеп септембар septembar rujan rujna ruj září zář septembra wrzesień września wrz sentyabr sen eylül eyl қыркүйек қыр sentabr sept syyskuuta syyskuu syys septembris rugsėjis rugsėjo rugs szeptember szept septembrie settembre set septiembre setembro septembre setembre σεπτέμβριος σεπτεμβρίου σεπ սեպտեմբերի սեպտեմբեր սեպ სექტემბერი სექ سبتمبر سپتامبر ספטמבר ספט׳ सितंबर सित॰ septemba сен",
    "october oct октябрь октября окт жовтень жовтня жовт кастрычніка кастрычнік кас октомври октобар oktobar okt listopada listopad lis oktober říjen října říj október októbra października październik paź oktyabr ekim eki қазан қаз oktabr lokakuuta lokakuu loka oktoober oktobris spalio spalis spal octombrie ottobre ott octubre outubro out octobre οκτωβρίου οκτώβριος οκτ հոկտեմբերի հոկտեմբեր հոկ ოქტომბერი ოქტ أكتوبر اکتبر אוקטובר אוק׳ अक्टूबर अक्टू॰ oktoba",
    "november nov ноябрь ноября нояб листопада листопад лист лістапада лістапад ліс ноември ное новембар нов novembar studenoga studeni stu listopadu listopad lis novembra listopada noyabr noy kasım kas қараша қар marraskuuta marraskuu marras novembris lapkritis lapkričio lapkr noiembrie novembre noviembre novembro νοέμβριος νοεμβρίου νοέ νοε նոյեմբերի նոյեմբեր նոյ ნოემბერი ნოე نوفمبر نوامبر נובמבר נוב׳ नवंबर नव॰ novemba ноя",
    "december dec декабрь декабря дек грудень грудня груд снежань снежня сне декември децембар дец decembar prosinac prosinca pro prosince prosinec decembra grudzień grudnia gru dekabr dek aralık ara желтоқсан жел dezember dez desember des joulukuuta joulukuu joulu detsember dets decembris gruodžio gruodis gruod decembrie dicembre dic diciembre dezembro décembre déc desembre δεκέμβριος δεκεμβρίου δεκ դեկտեմբերի դեկտեմբեր դեկ დეკემბერი დეკ ديسمبر دسامبر דצמבר דצמ׳ दिसंबर दिस॰ desemba",
];

/// Returns the months that a word may name: `feb`, `Февраля`, `avqust`. `listopad` is October and November.
pub(super) fn months(word: &str) -> Vec<u32> {
    let word = word.trim_end_matches('.').to_lowercase().replace('\u{307}', "");
    let is_name = |names: &str| names.split(' ').any(|name| name == word);
    let by_name = (1..).zip(NAMES).filter(|(_, names)| is_name(names)).map(|(month, _)| month);
    let mut found: BTreeSet<u32> = by_name.collect();
    // `2月`, `2월`.
    let numbered = word.strip_suffix(['月', '월']).and_then(|number| number.parse::<u32>().ok());
    found.extend(numbered.filter(|month| (1..=12).contains(month)));
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_known_in_many_languages_and_a_name_of_two_is_two() {
        for (word, month) in [
            ("Feb.", 2),
            ("September", 9),
            ("Sept", 9),
            ("февраля", 2),
            ("Март", 3),
            ("avqust", 8),
            ("Şubat", 2),
            ("März", 3),
            ("août", 8),
            ("diciembre", 12),
            ("сент", 9),
            ("iyul", 7),
            ("İyul", 7),
            ("липня", 7),
            ("2月", 2),
        ] {
            assert_eq!(months(word), [month], "{word}");
        }
        assert_eq!(months("listopad"), [10, 11]);
        assert!(months("x").is_empty() && months("13月").is_empty());
    }
}
