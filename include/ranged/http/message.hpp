#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A request as received and the fields of a response as composed (RFC 9110, sections 5, 6 and 9).
// Values only: framing is http1's, meaning is plan's.

namespace ranged::http {

enum class Method : std::uint8_t {
  get,
  head,
  options,
  connect,
  other,    ///< known, but never allowed on a file: 405
  unknown,  ///< not known at all: 501
};

/// Methods are case-sensitive (section 9.1).
Method method_of(std::string_view token);

/// One field line.
struct FieldLine {
  std::string_view name;
  std::string_view value;  ///< without the whitespace around it
};

/// The field lines of one received header section, in order. Holds views: whoever filled it must
/// outlive it.
class FieldSection {
 public:
  FieldSection() = default;
  FieldSection(std::initializer_list<FieldLine> lines) : lines_(lines) {}

  void add(FieldLine line) { lines_.push_back(line); }
  void clear() { lines_.clear(); }

  std::size_t size() const { return lines_.size(); }
  auto begin() const { return lines_.begin(); }
  auto end() const { return lines_.end(); }

  /// How many lines have this name, in any case.
  std::size_t count(std::string_view name) const;

  /// The value of the first line of this name; nullopt if there is none.
  std::optional<std::string_view> find(std::string_view name) const;

  /// The values of all lines of this name, joined with ", " (section 5.3); nullopt if there is
  /// none.
  std::optional<std::string> combined(std::string_view name) const;

 private:
  std::vector<FieldLine> lines_;
};

/// A complete, well-formed request. Views stay valid until its parser is asked for the next one.
struct Request {
  Method method = Method::get;
  std::string_view method_token;  ///< as received, for the log
  std::string_view target;        ///< as received; see request_target.hpp
  int minor_version = 1;          ///< of HTTP/1.x
  FieldSection fields;
  bool persists = false;  ///< the peer will send another request on this connection
};

/// The fields of a response as they are sent, "Name: value CR LF" each, in order. A name that is no
/// token, or a CR, LF or NUL in a value, is a bug and aborts: it would split the response.
class FieldList {
 public:
  FieldList() = default;
  FieldList(std::initializer_list<FieldLine> fields);

  void add(std::string_view name, std::string_view value);

  /// All of `fields`, behind those that are there.
  void add(const FieldList& fields) { text_ += fields.text_; }

  /// Adds `element` to the list that is the value of `name`, if it is not in it: one line, because
  /// not every cache reads more of Vary. Adds the field if there is none.
  void add_element(std::string_view name, std::string_view element);

  std::string_view text() const { return text_; }

  /// One by one; views into text().
  std::vector<FieldLine> lines() const;

  /// The value of the first field of this name, in any case; nullopt if there is none. Valid until
  /// a field is added.
  std::optional<std::string_view> find(std::string_view name) const;

 private:
  std::string text_;
};

}  // namespace ranged::http
