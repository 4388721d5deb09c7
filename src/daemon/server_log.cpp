#include "daemon/server_log.hpp"

#include <string>

namespace ranged::daemon {

void ServerLog::on_answered(const net::AccessRecord& record) {
  if (access_ == AccessLog::off) return;
  if (access_ == AccessLog::errors && http::code(record.status) < 400) return;
  log_.info(net::format_access_line(record));
}

void ServerLog::on_closed(const net::ClosedRecord& record) {
  const auto& row = net::row_of(record.reason);
  std::string message("connection of ");
  message.append(record.peer).append(" closed: ").append(row.name).append(": ").append(row.meaning);
  if (!row.warns) return log_.debug(message);
  if (!record.file.empty()) message.append(": \"").append(record.file).append("\"");
  log_.warning(message);
}

}  // namespace ranged::daemon
