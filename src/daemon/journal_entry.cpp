#include "daemon/journal_entry.hpp"

#include <cstdint>
#include <string_view>

namespace ranged::daemon {
namespace {

void append_text(std::string& datagram, std::string_view name, std::string_view text) {
  datagram.append(name) += '=';
  base::append_escaped(datagram, text, kLongestJournalText);
  datagram += '\n';
}

void append_number(std::string& datagram, std::string_view name, std::uint64_t number) {
  datagram.append(name).append("=").append(std::to_string(number)) += '\n';
}

}  // namespace

void encode_journal_entry(const base::LogRecord& record, std::string& datagram) {
  datagram.clear();
  append_number(datagram, "PRIORITY", static_cast<unsigned>(base::priority_of(record.level)));
  append_text(datagram, "SYSLOG_IDENTIFIER", "ranged");
  if (!record.kind.id.empty()) append_text(datagram, "MESSAGE_ID", record.kind.id);
  append_text(datagram, "MESSAGE", record.message);
  for (const auto& [name, value] : record.fields) {
    if (const auto* text = std::get_if<std::string_view>(&value)) {
      append_text(datagram, name, *text);
    } else {
      append_number(datagram, name, std::get<std::uint64_t>(value));
    }
  }
}

}  // namespace ranged::daemon
