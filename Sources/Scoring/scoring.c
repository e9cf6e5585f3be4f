#include "scoring.h"

// Where Swift keeps its own vectors is a multiple of 16.
typedef int32_t lanes __attribute__((ext_vector_type(vivier_lanes), aligned(16)));
typedef int32_t half __attribute__((ext_vector_type(vivier_half), aligned(16)));
typedef double half_of_doubles __attribute__((ext_vector_type(vivier_half)));
typedef bool bits __attribute__((ext_vector_type(vivier_half)));
// Into each of the functions for one machine, whose instructions it then takes.
#define SHARED static inline __attribute__((always_inline))

/// The one place where points are worked out. Products with a step and sums are exact, so that a compiler may fuse them or not.
SHARED void points(const vivier_formula *formula, const half *skill_units, const half *half_hours, half *points) {
    half_of_doubles skills = __builtin_convertvector(*skill_units, half_of_doubles);
    half_of_doubles time = __builtin_convertvector(*half_hours, half_of_doubles);
    *points = __builtin_convertvector(
        (skills * formula->skill_step + (time * formula->time_step + formula->start)) * formula->per_whole, half);
}

int32_t vivier_points(vivier_formula formula, int32_t skill_units, int32_t half_hours) {
    half skills = skill_units, time = half_hours, found;
    points(&formula, &skills, &time, &found);
    return found[0];
}

/// And that where units are.
SHARED void weigh(const vivier_column *column, const lanes *grains, lanes *units) {
    *units = __builtin_elementwise_min(*grains * column->factor, (lanes)column->scale) * column->weight;
}

int32_t vivier_units(vivier_column column, int32_t grains) {
    lanes held = grains, units;
    weigh(&column, &held, &units);
    return units[0];
}

SHARED void count(const vivier_column *columns, size_t column_count, const lanes *grains, int32_t closed, lanes *units) {
    for (size_t index = 0; index < column_count; index++) {
        const lanes held = grains[columns[index].slot];
        lanes open;
        weigh(columns + index, &held, &open);
        units[index] = held < columns[index].gate_grains ? (lanes)closed : open;
    }
}

SHARED void score(const vivier_block *block, void *fits) {
    const vivier_row *rows = block->rows;
    const vivier_formula *formulas = block->formulas;
    const lanes *columns = block->columns, *hours = block->hours;
    const int32_t *entries = block->entries;
    const half closed = block->closed;
    half *first = fits, *second = first + block->case_count;
    for (const vivier_row *row = rows, *end = rows + block->case_count; row < end; row++) {
        lanes units = 0;
        for (const int32_t *own = entries + row->entry_count; entries < own; entries++) units += columns[*entries];
        lanes time = hours[row->hours_until] - hours[row->hours_from];
        // All bits where either is negative; then the units are 0, of which no points overflow.
        lanes shut = (units | (time - row->least_half_hours)) >> 31;
        units &= ~shut;
        half skills[2] = {units.lo, units.hi}, times[2] = {time.lo, time.hi}, found[2];
        points(formulas + row->formula, skills, times, found);
        points(formulas + row->formula, skills + 1, times + 1, found + 1);
        first[row->target] = shut.lo ? closed : found[0];
        second[row->target] = shut.hi ? closed : found[1];
    }
}

// By address: before AVX no function can be handed eight numbers.
SHARED uint8_t byte(const half *set) {
    bits bit = __builtin_convertvector(*set, bits);
    return __builtin_bit_cast(uint8_t, bit);
}

SHARED void above(const half *fits, const int32_t *prices, size_t case_count, const half *floors, uint8_t *above) {
    const half floor = *floors;
    for (size_t target = 0; target < case_count; target++) {
        half more = fits[target] - prices[target] > floor;
        above[target] = byte(&more);
    }
}

SHARED void wanted(
    const half *fits, const int32_t *case_floors, size_t case_count, const half *floors, const half *least, half *counts,
    uint8_t *wanted) {
    const half floor = *floors, bottom = *least;
    half sum = *counts;
    for (size_t target = 0; target < case_count; target++) {
        half open = fits[target] > bottom, either = (fits[target] > floor) | (fits[target] > case_floors[target]);
        sum -= open;
        open &= either;
        wanted[target] = byte(&open);
    }
    *counts = sum;
}

// Each of them for every machine, and the way to the one that is asked for.
#if defined(__x86_64__)
#define FOR_EACH_MACHINE(name, parameters, ...)                                                                                          \
    __attribute__((target("avx2,fma"))) static void name##_avx2 parameters { name(__VA_ARGS__); }                                        \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))) static void name##_avx512 parameters { name(__VA_ARGS__); }
#define CALL(name, ...)                                                                                                                  \
    if (machine == vivier_avx512) name##_avx512(__VA_ARGS__);                                                                            \
    else if (machine == vivier_avx2) name##_avx2(__VA_ARGS__);                                                                           \
    else name(__VA_ARGS__)
vivier_machine vivier_best_machine(void) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return vivier_plain;
    bool all = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl");
    return all ? vivier_avx512 : vivier_avx2;
}
#else
#define FOR_EACH_MACHINE(name, parameters, ...)
#define CALL(name, ...) (void)machine, name(__VA_ARGS__)
vivier_machine vivier_best_machine(void) { return vivier_plain; }
#endif

FOR_EACH_MACHINE(
    count, (const vivier_column *columns, size_t column_count, const void *grains, int32_t closed, void *units), columns, column_count,
    grains, closed, units)
void vivier_count(
    vivier_machine machine, const vivier_column *columns, size_t column_count, const void *grains, int32_t closed, void *units) {
    CALL(count, columns, column_count, grains, closed, units);
}

FOR_EACH_MACHINE(score, (const vivier_block *block, void *fits), block, fits)
void vivier_score(vivier_machine machine, const vivier_block *block, void *fits) { CALL(score, block, fits); }

FOR_EACH_MACHINE(
    above, (const void *fits, const int32_t *prices, size_t case_count, const void *floors, uint8_t *left), fits, prices, case_count,
    floors, left)
void vivier_above(
    vivier_machine machine, const void *fits, const int32_t *prices, size_t case_count, const void *floors, uint8_t *left) {
    CALL(above, fits, prices, case_count, floors, left);
}

FOR_EACH_MACHINE(
    wanted,
    (const void *fits, const int32_t *case_floors, size_t case_count, const void *floors, const void *least, void *counts, uint8_t *asked),
    fits, case_floors, case_count, floors, least, counts, asked)
void vivier_wanted(
    vivier_machine machine, const void *fits, const int32_t *case_floors, size_t case_count, const void *floors, const void *least,
    void *counts, uint8_t *asked) {
    CALL(wanted, fits, case_floors, case_count, floors, least, counts, asked);
}
