// Solves a min-cost flow with LEMON's network simplex and cost scaling; lemon_flow.py compiles and feeds it.
//
// Standard input, in the byte order of the machine: 32-bit numbers of teams, nodes, arcs and runs, then for all arcs the 32-bit tails,
// the 32-bit heads, the 64-bit capacities and the 64-bit costs. The first nodes are the teams, with a supply of 1 each; the last one is
// the sink. One line of JSON on standard output.
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

using Graph = lemon::SmartDigraph;
using Numbers = std::vector<double>;

static double cpuSeconds() { return double(std::clock()) / CLOCKS_PER_SEC; }

static long memoryKiB(const std::string& field) {
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;)
        if (word == field + ":") {
            long kib = 0;
            file >> kib;
            return kib;
        }
    return 0;
}

/// Gives freed memory back, and starts VmHWM anew.
static long forgetPeak() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5";
    return memoryKiB("VmRSS");
}

template <class Number>
static std::vector<Number> read(size_t count) {
    std::vector<Number> values(count);
    if (count && std::fread(values.data(), sizeof(Number), count, stdin) != count) std::exit(2);
    return values;
}

struct Problem {
    int teams, nodes;
    std::vector<int32_t> tails, heads;
    std::vector<int64_t> capacities, costs;
};

struct Report {
    Numbers build, solve;
    int64_t weight = 0;
    long peakKiB = 0;
};

template <class Algorithm>
static Report measure(const Problem& problem, int runs) {
    Report report;
    const long before = forgetPeak();
    for (int run = 0; run < runs; ++run) {
        const double start = cpuSeconds();
        Graph graph;
        graph.reserveNode(problem.nodes);
        graph.reserveArc(int(problem.tails.size()));
        for (int node = 0; node < problem.nodes; ++node) graph.addNode();
        Graph::ArcMap<int64_t> upper(graph), cost(graph);
        for (size_t i = 0; i < problem.tails.size(); ++i) {
            const auto arc = graph.addArc(graph.nodeFromId(problem.tails[i]), graph.nodeFromId(problem.heads[i]));
            upper[arc] = problem.capacities[i];
            cost[arc] = problem.costs[i];
        }
        Graph::NodeMap<int64_t> supply(graph, 0);
        for (int team = 0; team < problem.teams; ++team) supply[graph.nodeFromId(team)] = 1;
        supply[graph.nodeFromId(problem.nodes - 1)] = -problem.teams;
        const double built = cpuSeconds();
        Algorithm algorithm(graph);
        algorithm.upperMap(upper).costMap(cost).supplyMap(supply);
        if (algorithm.run() != Algorithm::OPTIMAL) std::exit(3);
        report.solve.push_back(cpuSeconds() - built);
        report.build.push_back(built - start);
        report.weight = -algorithm.template totalCost<int64_t>();
    }
    report.peakKiB = memoryKiB("VmHWM") - before;
    return report;
}

static double median(Numbers values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

static void print(const char* name, const Numbers& values) {
    std::printf("\"%s\": [", name);
    for (size_t i = 0; i < values.size(); ++i) std::printf("%s%.6f", i ? ", " : "", values[i]);
    std::printf("], ");
}

int main() {
    const auto sizes = read<int32_t>(4);
    Problem problem{sizes[0], sizes[1], {}, {}, {}, {}};
    const size_t arcs = size_t(sizes[2]);
    problem.tails = read<int32_t>(arcs);
    problem.heads = read<int32_t>(arcs);
    problem.capacities = read<int64_t>(arcs);
    problem.costs = read<int64_t>(arcs);
    const auto simplex = measure<lemon::NetworkSimplex<Graph, int64_t, int64_t>>(problem, sizes[3]);
    const auto scaling = measure<lemon::CostScaling<Graph, int64_t, int64_t>>(problem, sizes[3]);
    if (simplex.weight != scaling.weight) return 4;
    const bool isSimplex = median(simplex.solve) <= median(scaling.solve);
    const Report& best = isSimplex ? simplex : scaling;
    std::printf("{\"name\": \"LEMON %s\", \"weight\": %lld, ", isSimplex ? "network simplex" : "cost scaling", (long long)best.weight);
    print("cpu_seconds", best.solve);
    print("build_cpu_seconds", best.build);
    std::printf("\"peak_kib\": %ld}\n", best.peakKiB);
}
