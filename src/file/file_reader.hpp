#pragma once

#include <uv.h>

#include <cstdint>
#include <memory>

#include "file/block.hpp"
#include "ranged/content/content_root.hpp"
#include "ranged/http/byte_range.hpp"

// Reading a range of an open file without blocking the loop.

namespace ranged::file {

/// Why a range cannot be read to its end.
enum class ReadFailure : std::uint8_t {
  short_file,    ///< it ends before the range does
  changed_file,  ///< it is no longer what was opened: its octets belong to other validators
  read_error,    ///< the system failed
};

/// Reads one range in blocks, on request, one read at a time. Blocks end where the file's own
/// blocks end, so that the same octets are always read alike.
///
/// A read that has started cannot be recalled: libuv's threadpool may be inside pread() when the
/// connection dies. So the operation, not the reader, owns the buffer, and shares the descriptor: a
/// number closed too early could be reused, and the read would then return somebody else's file.
class FileReader {
 public:
  /// Called from the loop only, never from inside a method of FileReader.
  class Delegate {
   public:
    virtual void on_block(Block block) = 0;
    virtual void on_read_failed(ReadFailure failure) = 0;

   protected:
    ~Delegate() = default;
  };

  /// `loop` and `delegate` must outlive the reader.
  FileReader(uv_loop_t& loop, std::shared_ptr<const content::OpenFile> file, http::ByteRange range,
             Delegate& delegate);
  ~FileReader();
  FileReader(const FileReader&) = delete;
  FileReader& operator=(const FileReader&) = delete;

  bool done() const { return rest_.length == 0; }
  bool reading() const { return read_ != nullptr; }

  /// Starts the next read. Requires !reading() && !done(). 0 or a libuv error.
  [[nodiscard]] int read_next();

 private:
  struct Read;
  static void on_read(uv_fs_t* request);

  uv_loop_t& loop_;
  std::shared_ptr<const content::OpenFile> file_;
  http::ByteRange rest_;
  Delegate& delegate_;
  Read* read_ = nullptr;  // in flight; owned by libuv until on_read
};

}  // namespace ranged::file
