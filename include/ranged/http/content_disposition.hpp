#pragma once

#include <string>
#include <string_view>

namespace ranged::http {

/// The value of Content-Disposition for what is to be saved as `file_name` (RFC 6266): with a name
/// in ASCII for every client, and, if that is another one, the name in UTF-8 for those that read it
/// (RFC 8187). Whatever octets the name has, none of them can end the value.
std::string attachment(std::string_view file_name);

}  // namespace ranged::http
