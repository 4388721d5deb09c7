#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/journal_entry.hpp"
#include "daemon/server_log.hpp"
#include "fuzz/target.hpp"
#include "ranged/base/check.hpp"
#include "ranged/base/json.hpp"
#include "support/naive_journal.hpp"
#include "support/naive_json.hpp"

// Input: what a client sent, in places separated by '|': method, target, Range, Referer,
// User-Agent, and what stands for his address. It must come out of the journal's entry and of the
// JSON line as it is, in its place and nowhere else, or cut and marked so.

namespace ranged::fuzz {
namespace {

constexpr std::size_t kLongestJson = 4095;

std::string_view take_place(std::string_view& text) {
  const auto end = std::min(text.find('|'), text.size());
  const auto place = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return place;
}

/// Whether `value` is what a log makes of `octets`.
bool stands_for(std::string_view value, std::string_view octets) {
  if (test::unescape_controls(value) == octets) return true;
  if (!value.ends_with("...")) return false;
  value.remove_suffix(3);
  const auto kept = test::unescape_controls(value);
  return kept && octets.starts_with(*kept);
}

struct Place {
  const char* field;
  std::string_view octets;
};

void check_entry(const test::JournalFields& fields, const Place& place) {
  const auto value = test::value_of(fields, place.field);
  RANGED_CHECK(value.has_value() != place.octets.empty());
  if (!value) return;
  RANGED_CHECK(value->size() <= daemon::kLongestJournalText);
  RANGED_CHECK(stands_for(*value, place.octets));
}

/// Takes what ServerLog writes and judges it.
class Judge final : public base::Log {
 public:
  explicit Judge(std::string_view input) {
    for (auto& place : places_) place.octets = take_place(input);
    record_.method = places_[0].octets;
    record_.target = places_[1].octets;
    record_.range = places_[2].octets;
    sent_ = {{"Referer", places_[3].octets}, {"User-Agent", places_[4].octets}};
    record_.fields = &sent_;
    record_.peer = take_place(input);
    // of a target, the query is a field of its own
    places_[1].octets = places_[1].octets.substr(0, places_[1].octets.find('?'));
  }

  void judge() {
    daemon::ServerLog server_log(*this, daemon::AccessLog::all, [] {});
    static_cast<net::ServerObserver&>(server_log).on_answered(record_);
    RANGED_CHECK(records_ == 1);
  }

 private:
  void write(base::LogLevel level, std::string_view message) override {
    write_record({level, message});
  }

  void write_record(const base::LogRecord& record) override {
    ++records_;
    std::string datagram;
    daemon::encode_journal_entry(record, datagram);
    const auto fields = test::parse_journal_entry(datagram);
    RANGED_CHECK(fields.has_value());
    RANGED_CHECK(fields->size() == record.fields.size() + 4);
    for (const auto& [name, value] : *fields) {
      RANGED_CHECK(test::value_of(*fields, name).has_value());  // once
      for (const char c : value) RANGED_CHECK(static_cast<unsigned char>(c) >= 0x20);
    }
    for (const auto& place : places_) check_entry(*fields, place);

    const auto json = base::format_json(record, {}, kLongestJson);
    RANGED_CHECK(json.size() <= kLongestJson);
    const auto members = test::parse_json_object(json);
    RANGED_CHECK(members.has_value());
    RANGED_CHECK(members->size() == fields->size());
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const auto* text = std::get_if<std::string_view>(&record.fields[i].value);
      const std::string& value = members->at(i + 4).second;
      if (text) RANGED_CHECK(value.starts_with('"') && stands_for(value.substr(1), *text));
    }
  }

  std::array<Place, 5> places_ = {{{"HTTP_METHOD", {}},
                                   {"HTTP_PATH", {}},
                                   {"HTTP_RANGE", {}},
                                   {"HTTP_REFERER", {}},
                                   {"HTTP_USER_AGENT", {}}}};
  http::FieldSection sent_;
  net::AccessRecord record_;
  int records_ = 0;
};

}  // namespace
}  // namespace ranged::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ranged::fuzz::Judge(ranged::fuzz::octets_of(data, size)).judge();
  return 0;
}
