"""Classes of English words, by which the sentence around a date is parsed."""

DETERMINERS = {
    *("the", "a", "an", "this", "that", "these", "those", "any", "some", "no", "one", "another"),
    *("my", "your", "his", "her", "its", "our", "their", "what", "which", "whose", "both"),
}
COPULAS = {
    *("is", "are", "was", "were", "be", "been", "being", "am", "isn't", "wasn't", "aren't"),
    *("it's", "that's", "what's", "he's", "she's", "i'm", "we're", "they're", "you're"),
}
CONJUNCTIONS = {
    *("and", "or", "but", "so", "because", "since", "if", "when", "while", "although", "unless"),
    *("where", "whether", "who", "how", "why", "than", "nor", "then", "also", "plus", "instead"),
}
PREPOSITIONS = {
    *("to", "at", "with", "about", "for", "from", "in", "on", "by", "before", "after", "as"),
    *("via", "near", "re", "regarding", "without", "around", "until", "till", "into", "onto"),
    *("against", "concerning", "during", "between", "among", "under", "over", "behind", "of"),
    *("like", "per", "towards", "through", "w"),
}
# Prepositions and conjunctions that make another day, or no day, of the date after them. Those
# that end a verb as well, as "over" does in "come over friday", are none of them.
CONNECTIVES = {
    *("or", "between", "of", "than", "through", "thru", "throughout", "during", "except", "as"),
    *("excluding", "excepting", "including", "above", "against", "amid", "among", "amongst"),
    *("barring", "beneath", "beside", "besides", "beyond", "but", "concerning", "considering"),
    *("despite", "given", "into", "like", "minus", "near", "notwithstanding", "onto", "opposite"),
    *("pending", "per", "plus", "re", "regarding", "toward", "towards", "under", "underneath"),
    *("unlike", "upon", "versus", "vs", "via", "with", "within", "without", "whenever", "where"),
    *("instead", "rather", "either", "neither", "nor", "not", "never", "because", "although"),
    *("though", "whereas", "lest", "unless", "if", "whether", "while", "pre", "bar", "save"),
}
# Words that make a day less than sure, or one of many.
HEDGES = {
    *("maybe", "perhaps", "probably", "possibly", "hopefully", "ideally", "preferably", "only"),
    *("tentatively", "presumably", "supposedly", "allegedly", "apparently", "mostly", "mainly"),
    *("typically", "usually", "normally", "generally", "occasionally", "sometimes", "regularly"),
    *("exclusively", "especially", "particularly", "almost", "nearly", "hardly", "barely"),
    *("scarcely", "approx", "approximately", "roughly", "around", "circa", "ca", "always", "often"),
    *("even", "potentially", "likely", "unlikely", "officially", "effectively", "conceivably"),
}
PRONOUNS_OBJECT = {"me", "us", "him", "them", "it"}

# Closed classes: none of them is the noun that "friday" could belong to.
FUNCTION_WORDS = (
    DETERMINERS | CONJUNCTIONS | PREPOSITIONS | PRONOUNS_OBJECT | {"please", "not", "again"}
)
# They stand for a thing as well: "buy one tomorrow", "call her friday".
_PRONOUNS_ALSO = {"her", "one", "some", "both"}
# They do so before what takes no determiner: "do this tomorrow", but "that friday".
DEMONSTRATIVES = {"this", "that", "these", "those", "any", "another", "some"}
# What cannot end a title: the words after it belong to it. "Check in" and "follow up" can.
DANGLING_WORDS = (
    (DETERMINERS - _PRONOUNS_ALSO)
    | COPULAS
    | (CONJUNCTIONS - {"also", "instead", "then"})
    | {"at", "with", "into", "onto", "like", "of", "per", "via", "against", "than", "under"}
)

# What makes a name of the weekday after it: of a day that is special, or of a person.
NAMED_DAY_WORDS = {
    *("good", "black", "blue", "cyber", "ash", "palm", "easter", "whit", "shrove", "maundy"),
    *("holy", "giving", "super", "fat", "pancake", "bloody", "casual", "spy", "pentecost"),
    *("happy", "mr", "mrs", "ms", "dr", "prof", "girl", "man"),
}
# What is called by a name that follows it: "book Caf\u00e9 Friday".
NAMING_NOUNS = {
    *("caf\u00e9", "cafe", "bar", "pub", "club", "restaurant", "hotel", "cinema", "radio"),
    *("project", "studio", "magazine", "band", "operation", "hurricane", "agent"),
}

# What one does with a work that has a title: "watch The Day After Tomorrow".
WORK_VERBS = {
    *("watch", "rewatch", "read", "reread", "listen", "see", "play", "hear", "stream", "sing"),
    *("download", "borrow", "rent", "finish", "binge", "learn", "practise", "practice", "buy"),
}
_WORK_NOUNS = {"movie", "film", "song", "book", "album", "show", "series", "episode", "novel"}
WORK_WORDS = WORK_VERBS | _WORK_NOUNS | {"the", "a", "to", "of"}

# What one does with some of many things, which a date may select: "delete mails before May 5".
SELECTING_VERBS = {
    *("delete", "remove", "archive", "purge", "erase", "export", "clear", "discard", "drop"),
    *("filter", "hide", "trash", "wipe", "prune", "shred"),
}

# What takes a day for its object, or needs one that is said: "cancel tuesday", "spell wednesday".
VERBS_OF_DAYS = {
    *("cancel", "skip", "spell", "translate", "change", "swap", "move", "rename", "delete"),
    *("remove", "take", "avoid", "hate", "love", "like", "enjoy", "define", "pronounce", "google"),
    *("plan", "schedule", "block", "reserve", "celebrate", "miss", "survive", "save", "keep"),
    *("free", "clear", "open", "find", "bring", "get", "need", "want", "choose", "prefer"),
    *("organise", "organize", "postpone", "reschedule", "confirm", "check", "await", "fear"),
}

# What is numbered: "chapter 3.4", "version 1.2.26".
NUMBERED_NOUNS = {
    *("chapter", "section", "paragraph", "article", "part", "page", "pages", "step", "item"),
    *("version", "release", "build", "v", "no", "nr", "number", "room", "flight", "gate", "seat"),
    *("episode", "season", "level", "lesson", "unit", "exercise", "question", "problem", "verse"),
    *("psalm", "figure", "table", "volume", "issue", "line", "order", "ticket", "score", "ratio"),
    *("size", "scale", "model", "code", "id", "pin", "ip"),
}

# What tasks begin with.
TASK_VERBS = {
    *("accept", "add", "adjust", "announce", "answer", "apologise", "apologize", "apply"),
    *("approve", "arrange", "ask", "assemble", "attend", "back", "bake", "begin", "bike"),
    *("book", "bring", "brush", "build", "buy", "calculate", "call", "cancel", "change"),
    *("charge", "check", "choose", "clean", "clear", "close", "collect", "complete", "confirm"),
    *("contact", "cook", "copy", "create", "cut", "debug", "decide", "declutter", "defrost"),
    *("deliver", "deploy", "deposit", "design", "discuss", "do", "donate", "download", "draft"),
    *("draw", "drink", "drive", "drop", "eat", "edit", "email", "empty", "exercise", "fax"),
    *("feed", "fetch", "file", "fill", "find", "finish", "fix", "fly", "fold", "follow"),
    *("forward", "get", "give", "go", "hang", "have", "help", "hire", "hoover", "install"),
    *("interview", "invite", "iron", "join", "keep", "leave", "lend", "listen", "load", "look"),
    *("mail", "make", "measure", "meditate", "meet", "merge", "message", "mop", "move", "mow"),
    *("negotiate", "open", "order", "organise", "organize", "pack", "paint", "pay", "phone"),
    *("pick", "ping", "plan", "plant", "play", "polish", "post", "practice", "practise"),
    *("prepare", "present", "print", "publish", "purchase", "put", "read", "record", "refill"),
    *("register", "remind", "remove", "renew", "rent", "repair", "replace", "reply", "report"),
    *("rest", "return", "review", "ring", "run", "schedule", "sell", "send", "set", "sew"),
    *("share", "ship", "shop", "sign", "skype", "sleep", "solve", "sort", "speak", "start"),
    *("stop", "study", "submit", "sweep", "swim", "take", "talk", "tell", "test", "text"),
    *("thank", "throw", "tidy", "transfer", "translate", "try", "turn", "unpack", "update"),
    *("upgrade", "upload", "vacuum", "visit", "vote", "walk", "wash", "watch", "water"),
    *("wipe", "withdraw", "work", "wrap", "write", "prep", "wake", "see", "use", "show"),
}
