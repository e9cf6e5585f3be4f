#ifndef VIVIER_SCORING_H
#define VIVIER_SCORING_H
#include <stddef.h>
#include <stdint.h>

/// The instructions that a machine has; each has those before it too. Every one gives the same numbers.
typedef enum { vivier_plain, vivier_avx2, vivier_avx512 } vivier_machine;

/// The most that the machine at hand can do.
vivier_machine vivier_best_machine(void);

/// How a case counts: points = ⌊(skill_step · skill units + time_step · half-hours + start) · per_whole⌋. What makes this exact stands at
/// `FitFormula`, which alone fills it.
typedef struct {
    double skill_step, time_step, start, per_whole;
} vivier_formula;

/// The points of one pair whose gates are open, 0…10000.
int32_t vivier_points(vivier_formula formula, int32_t skill_units, int32_t half_hours);

/// How a way to need a skill counts: units = min(factor · grains, scale) · weight, of what a team has of the skill in grains.
typedef struct {
    /// Which skill it is, and what its gate asks for.
    int32_t slot, gate_grains;
    int32_t factor, scale, weight;
} vivier_column;

/// The units of one team.
int32_t vivier_units(vivier_column column, int32_t grains);

/// Teams that are scored abreast. The fits of the first and of the last eight of them stand apart. All that is said of each of the sixteen
/// teams, or of each of eight, begins at a multiple of 16 bytes, best of 64.
enum { vivier_lanes = 16, vivier_half = 8 };

/// The units of sixteen teams by column, `closed` where a gate is, for what they have by skill.
void vivier_count(
    vivier_machine machine, const vivier_column *columns, size_t column_count, const void *grains, int32_t closed, void *units);

/// One case.
typedef struct {
    /// How many of the entries below are its own.
    int32_t entry_count;
    /// The sums of hours before the first week of its window and after its last.
    int32_t hours_from, hours_until;
    int32_t least_half_hours;
    /// Which case it is.
    int32_t target;
    /// Which of the formulas below it counts by.
    int32_t formula;
} vivier_row;

/// What a block of teams is scored with.
typedef struct {
    /// A row a case, in any order.
    const vivier_row *rows;
    size_t case_count;
    const vivier_formula *formulas;
    /// Columns of the cases, in the order of the rows.
    const int32_t *entries;
    /// By column the units of each team, negative for a closed gate; by sum of hours the half-hours of each team.
    const void *columns, *hours;
    /// What stands for a pair that is not eligible.
    int32_t closed;
} vivier_block;

/// The fits of a block: by case those of eight teams, then by case those of the eight others.
void vivier_score(vivier_machine machine, const vivier_block *block, void *fits);

/// Which of eight teams have more than their floor left when `prices` are taken off the fits of some cases, as a byte a case with a bit a
/// team.
void vivier_above(
    vivier_machine machine, const void *fits, const int32_t *prices, size_t case_count, const void *floors, uint8_t *above);

/// The same for those whose fit exceeds `least` and either the team's floor or the case's; adds to `counts` how many exceed `least`.
void vivier_wanted(
    vivier_machine machine, const void *fits, const int32_t *case_floors, size_t case_count, const void *floors, const void *least,
    void *counts, uint8_t *wanted);
#endif
