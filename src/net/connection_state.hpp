#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

// The life of one HTTP/1.1 connection as data. No sockets and no timers: the Connection reports an
// event, is told which state to enter, and enters it.
//
//   introducing --introduced--> idle     only where a PROXY header comes first
//
//   idle --octets--> receiving --request--> resolving --resolved--> sending
//    ^                   |                      ^  |                ^  |  |
//    |                   |                      +--+ changed        |  |  |
//    |                   +------ refused, timeout (408) ------------+  |  |
//    +------------------------- sent_persists ------------------------ +  |
//                                                                         |
//                             closed <-- lingering <---- sent_close ------+
//
// Besides: when the server drains, who has had no request yet goes from idle to awaiting, which is
// like idle but for its shorter deadline. idle ends in lingering if the peer has not got all of the
// last answer, and in an answer at once (503) if his address has too many connections; a timeout in
// resolving is answered (503), a file that changes before anything was
// promised of it leads from sending back to resolving, and let_go leads to closed from every other
// state.

namespace ranged::net {

enum class State : std::uint8_t {
  introducing,  ///< the PROXY header has not come yet, or not all of it
  idle,         ///< between requests; nothing of the next one has arrived
  awaiting,     ///< draining, and nothing has ever arrived; the one request that still may
  receiving,    ///< part of a request has arrived
  resolving,    ///< the file is being opened; reading is off
  sending,      ///< the answer is on its way; reading is off
  lingering,    ///< all sent, and FIN; reading, and discarding, until the peer closes
  closed,       ///< the socket is closing; no further event has any effect
};

inline constexpr std::size_t kStates = 8;

enum class Event : std::uint8_t {
  introduced,     ///< the PROXY header says who the peer is
  octets,         ///< octets of a message arrived in idle or awaiting
  draining,       ///< the server drains, and no request has come yet
  request,        ///< a complete, well-formed request
  refused,        ///< the parser refused, or a limit was hit
  resolved,       ///< there is an answer to send
  changed,        ///< the file is not what was opened, and nothing has been promised yet
  sent_persists,  ///< the kernel has the whole answer; the connection persists
  sent_close,     ///< likewise; the connection does not persist
  timeout,        ///< the deadline of the state passed, and that has an answer
  let_go,         ///< the end, for any CloseReason
};

struct Transition {
  State from;
  Event on;
  State to;
};

inline constexpr Transition kTransitions[] = {
    {State::introducing, Event::introduced, State::idle},
    {State::idle, Event::octets, State::receiving},
    {State::idle, Event::sent_close, State::lingering},  // the peer has not got all of it yet
    {State::idle, Event::draining, State::awaiting},
    {State::idle, Event::refused, State::sending},  // as soon as it is known who the peer is
    {State::awaiting, Event::octets, State::receiving},
    {State::receiving, Event::request, State::resolving},
    {State::receiving, Event::refused, State::sending},
    {State::receiving, Event::timeout, State::sending},  // 408
    {State::resolving, Event::resolved, State::sending},
    {State::resolving, Event::timeout, State::sending},  // 503: the disk does not answer
    {State::sending, Event::changed, State::resolving},
    {State::sending, Event::sent_persists, State::idle},
    {State::sending, Event::sent_close, State::lingering},
};

/// Where `event` leads from `state`; nullopt if it cannot happen there.
constexpr std::optional<State> next(State state, Event event) {
  if (event == Event::let_go && state != State::closed) return State::closed;
  for (const auto& transition : kTransitions) {
    if (transition.from == state && transition.on == event) return transition.to;
  }
  return std::nullopt;
}

/// Whether a request may arrive, or go on arriving.
constexpr bool listens(State state) {
  return state == State::idle || state == State::awaiting || state == State::receiving;
}

/// Whether octets are read from the peer.
constexpr bool reads(State state) {
  return state == State::introducing || listens(state) || state == State::lingering;
}

}  // namespace ranged::net
