#include "net/connection_state.hpp"

#include <gtest/gtest.h>

#include <iterator>
#include <set>
#include <utility>

// Not a copy of the table, but what must hold of it.

namespace ranged::net {
namespace {

using enum State;

constexpr State kLive[] = {introducing, idle, awaiting, receiving, resolving, sending, lingering};
constexpr Event kEvents[] = {
    Event::introduced, Event::octets,   Event::draining, Event::request,
    Event::refused,    Event::resolved, Event::changed,  Event::sent_persists,
    Event::sent_close, Event::timeout,  Event::let_go,
};

std::set<State> reachable_from(State first) {
  std::set<State> known{first};
  for (std::size_t before = 0; before != known.size();) {
    before = known.size();
    for (const State state : std::set<State>(known)) {
      for (const Event event : kEvents) {
        if (const auto to = next(state, event)) known.insert(*to);
      }
    }
  }
  return known;
}

TEST(ConnectionState, EveryStateIsReachableAndCanEnd) {
  EXPECT_EQ(reachable_from(introducing).size(), kStates);
  EXPECT_FALSE(reachable_from(idle).contains(introducing));
  EXPECT_EQ(kStates, std::size(kLive) + 1);
  for (const State state : kLive) {
    EXPECT_EQ(next(state, Event::let_go), closed) << static_cast<int>(state);
    EXPECT_TRUE(reachable_from(state).contains(closed)) << static_cast<int>(state);
  }
}

TEST(ConnectionState, NothingHappensAfterClosed) {
  for (const Event event : kEvents) {
    EXPECT_EQ(next(closed, event), std::nullopt) << static_cast<int>(event);
  }
}

TEST(ConnectionState, WhoWaitsForAnAnswerGetsOneWhenTheDeadlinePasses) {
  for (const State state : kLive) {
    const bool is_owed = state == receiving || state == resolving;
    EXPECT_EQ(next(state, Event::timeout), is_owed ? std::optional(sending) : std::nullopt)
        << static_cast<int>(state);
  }
}

TEST(ConnectionState, OneEventNeverLeadsToTwoStates) {
  std::set<std::pair<State, Event>> seen;
  for (const auto& transition : kTransitions) {
    EXPECT_TRUE(seen.emplace(transition.from, transition.on).second)
        << static_cast<int>(transition.from) << ' ' << static_cast<int>(transition.on);
  }
}

TEST(ConnectionState, ASecondRequestIsNotReadBeforeTheFirstIsAnswered) {
  EXPECT_FALSE(reads(resolving));
  EXPECT_FALSE(reads(sending));
  for (const State state : {resolving, sending, lingering, closed}) {
    EXPECT_EQ(next(state, Event::octets), std::nullopt) << static_cast<int>(state);
    EXPECT_EQ(next(state, Event::request), std::nullopt) << static_cast<int>(state);
  }
}

TEST(ConnectionState, WhoIsAwaitedWhenDrainingAsksOnceOrGoes) {
  for (const Event event : kEvents) {
    const auto to = next(awaiting, event);
    EXPECT_TRUE(!to || to == receiving || to == closed) << static_cast<int>(event);
  }
  EXPECT_TRUE(reads(awaiting));
}

TEST(ConnectionState, AnIntroductionLeadsToIdleOrToTheEnd) {
  for (const Event event : kEvents) {
    const auto to = next(introducing, event);
    EXPECT_TRUE(!to || to == closed || event == Event::introduced) << static_cast<int>(event);
  }
  EXPECT_EQ(next(introducing, Event::introduced), idle);
  EXPECT_TRUE(reads(introducing));
  EXPECT_FALSE(listens(introducing));
}

TEST(ConnectionState, OnlyAnAnswerLeadsBackToIdle) {
  for (const State state : kLive) {
    if (state == introducing) continue;
    for (const Event event : kEvents) {
      if (next(state, event) != idle) continue;
      EXPECT_EQ(state, sending) << static_cast<int>(event);
      EXPECT_EQ(event, Event::sent_persists) << static_cast<int>(state);
    }
  }
}

}  // namespace
}  // namespace ranged::net
