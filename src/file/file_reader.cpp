#include "file/file_reader.hpp"

#include <algorithm>
#include <utility>

#include "file/file_state.hpp"
#include "ranged/base/check.hpp"

namespace ranged::file {

struct FileReader::Read {
  uv_fs_t request{};
  FileReader* reader = nullptr;  // null once nobody waits for the result
  std::shared_ptr<const content::OpenFile> file;
  Block block;
};

namespace {

/// Octets from `offset` to the end of the block it lies in.
std::uint64_t rest_of_block(std::uint64_t offset) { return kBlockSize - offset % kBlockSize; }

}  // namespace

FileReader::FileReader(uv_loop_t& loop, std::shared_ptr<const content::OpenFile> file,
                       http::ByteRange range, Delegate& delegate)
    : loop_(loop), file_(std::move(file)), rest_(range), delegate_(delegate) {}

FileReader::~FileReader() {
  if (!read_) return;
  read_->reader = nullptr;
  uv_cancel(reinterpret_cast<uv_req_t*>(&read_->request));  // helps only if still queued
}

int FileReader::read_next() {
  RANGED_CHECK(!reading() && !done());
  const auto length = static_cast<std::size_t>(std::min(rest_.length, rest_of_block(rest_.offset)));
  auto read = std::make_unique<Read>();
  read->reader = this;
  read->file = file_;
  read->block = {std::make_unique_for_overwrite<char[]>(length), length};
  read->request.data = read.get();
  const uv_buf_t buffer =
      uv_buf_init(read->block.octets.get(), static_cast<unsigned>(read->block.length));
  const int error = uv_fs_read(&loop_, &read->request, file_->fd.get(), &buffer, 1,
                               static_cast<std::int64_t>(rest_.offset), on_read);
  if (error != 0) {
    uv_fs_req_cleanup(&read->request);
    return error;
  }
  read_ = read.release();
  return 0;
}

void FileReader::on_read(uv_fs_t* request) {
  const std::unique_ptr<Read> read(static_cast<Read*>(request->data));
  const ssize_t result = request->result;
  uv_fs_req_cleanup(request);
  FileReader* const self = read->reader;
  if (!self) return;
  self->read_ = nullptr;
  if (result < 0) return self->delegate_.on_read_failed(ReadFailure::read_error);
  if (result == 0) return self->delegate_.on_read_failed(ReadFailure::short_file);
  if (!is_as_opened(*read->file)) {
    return self->delegate_.on_read_failed(ReadFailure::changed_file);
  }
  read->block.length = static_cast<std::size_t>(result);
  self->rest_.offset += read->block.length;
  self->rest_.length -= read->block.length;
  self->delegate_.on_block(std::move(read->block));  // may destroy *self
}

}  // namespace ranged::file
