# Run as: cmake -DROOT=<source dir> -P file_length.cmake
#
# No source file is longer than somebody reads in one go. Split by idea, not by length.
cmake_minimum_required(VERSION 3.25)
set(most_lines 400)

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/include/*.hpp ${ROOT}/src/*.hpp ${ROOT}/src/*.cpp)
set(violations "")
foreach(file ${files})
  file(READ ${ROOT}/${file} text)
  string(REGEX REPLACE "[^\n]+" "" line_ends "${text}")
  string(LENGTH "${line_ends}" lines)
  if(lines GREATER most_lines)
    list(APPEND violations "${file}: ${lines} lines")
  endif()
endforeach()

list(LENGTH files count)
if(count EQUAL 0)
  message(FATAL_ERROR "file length: no source file below ${ROOT}")
endif()
if(violations)
  list(JOIN violations "\n  " text)
  message(FATAL_ERROR "file length: more than ${most_lines} lines:\n  ${text}")
endif()
message(STATUS "file length: ${count} files have at most ${most_lines} lines")
