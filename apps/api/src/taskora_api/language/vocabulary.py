"""Classes of English words by which the sentence around a date is judged."""

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
PRONOUNS_OBJECT = {"me", "us", "him", "them", "it"}

# Closed classes: none of them is the noun that "friday" could belong to.
FUNCTION_WORDS = (
    DETERMINERS | CONJUNCTIONS | PREPOSITIONS | PRONOUNS_OBJECT | {"please", "not", "again"}
)
# They stand for a thing as well: "buy one tomorrow", "call her friday".
_PRONOUNS_ALSO = {"her", "one", "some", "both"}
# They do so before what takes no determiner: "do this tomorrow", but "that friday".
DEMONSTRATIVES = {"this", "that", "these", "those", "any", "another"}
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

# What one does with a work that has a title: "watch The Day After Tomorrow".
WORK_VERBS = {
    *("watch", "rewatch", "read", "reread", "listen", "see", "play", "hear", "stream", "sing"),
    *("download", "borrow", "rent", "finish", "binge", "learn", "practise", "practice", "buy"),
}
_WORK_NOUNS = {"movie", "film", "song", "book", "album", "show", "series", "episode", "novel"}
WORK_WORDS = WORK_VERBS | _WORK_NOUNS | {"the", "a", "to", "of"}

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
