#include "assets.h"

static const unsigned char tokens[] = {
#embed "css/tokens.css"
};
static const unsigned char frame[] = {
#embed "css/frame.css"
};
static const unsigned char text[] = {
#embed "css/text.css"
};
static const unsigned char forms[] = {
#embed "css/forms.css"
};
static const unsigned char lists[] = {
#embed "css/lists.css"
};
static const unsigned char pictures[] = {
#embed "css/pictures.css"
};
static const unsigned char rounds[] = {
#embed "css/rounds.css"
};
static const unsigned char company[] = {
#embed "css/company.css"
};
static const unsigned char student[] = {
#embed "css/student.css"
};
static const unsigned char rosters[] = {
#embed "css/rosters.css"
};
static const vivier_asset styles[] = {
    {"tokens", tokens, sizeof tokens},
    {"frame", frame, sizeof frame},
    {"text", text, sizeof text},
    {"forms", forms, sizeof forms},
    {"lists", lists, sizeof lists},
    {"pictures", pictures, sizeof pictures},
    {"rounds", rounds, sizeof rounds},
    {"company", company, sizeof company},
    {"student", student, sizeof student},
    {"rosters", rosters, sizeof rosters},
};

static const unsigned char refresh[] = {
#embed "js/refresh.js"
};
static const unsigned char progress[] = {
#embed "js/progress.js"
};
static const unsigned char course[] = {
#embed "js/course.js"
};
static const unsigned char suggest[] = {
#embed "js/suggest.js"
};
static const unsigned char autosave[] = {
#embed "js/autosave.js"
};
static const unsigned char board[] = {
#embed "js/board.js"
};
static const unsigned char stages[] = {
#embed "js/stages.js"
};
static const unsigned char painting[] = {
#embed "js/student.js"
};
static const unsigned char drop[] = {
#embed "js/drop.js"
};
static const unsigned char faults[] = {
#embed "js/faults.js"
};
static const vivier_asset scripts[] = {
    {"refresh", refresh, sizeof refresh},
    {"progress", progress, sizeof progress},
    {"course", course, sizeof course},
    {"suggest", suggest, sizeof suggest},
    {"autosave", autosave, sizeof autosave},
    {"faults", faults, sizeof faults},
    {"board", board, sizeof board},
    {"stages", stages, sizeof stages},
    {"student", painting, sizeof painting},
    {"drop", drop, sizeof drop},
};

static const unsigned char verify[] = {
#embed "../../deploy/verify.py"
};
static const vivier_asset checkers[] = {
    {"verify.py", verify, sizeof verify},
};

const vivier_asset *vivier_style(size_t index) { return index < sizeof styles / sizeof *styles ? &styles[index] : NULL; }
const vivier_asset *vivier_script(size_t index) { return index < sizeof scripts / sizeof *scripts ? &scripts[index] : NULL; }
const vivier_asset *vivier_checker(size_t index) { return index < sizeof checkers / sizeof *checkers ? &checkers[index] : NULL; }
