# Run as: cmake -DOUTPUT=<assets.cpp> -DFILES=<path|path|...> -P embed.cmake
#
# Writes the C++ source that holds the files: site/assets.hpp is its contract. A file may refer to one
# before it as url(NAME), and gets its address with its hash.
cmake_minimum_required(VERSION 3.25)
set(type_of_.css "text/css; charset=utf-8")
set(type_of_.js "text/javascript; charset=utf-8")
set(type_of_.svg "image/svg+xml")
set(delimiter "ranged_asset")

set(rows "")
set(hashes "")
string(REPLACE "|" ";" files "${FILES}")
foreach(path ${files})
  cmake_path(GET path FILENAME name)
  cmake_path(GET path EXTENSION LAST_ONLY extension)
  file(READ "${path}" text)
  foreach(other ${hashes}) # what it refers to changes its own hash
    string(REGEX MATCH "^(.+)=(.+)$" other "${other}")
    string(REPLACE "url(${CMAKE_MATCH_1})" "url(${CMAKE_MATCH_1}?${CMAKE_MATCH_2})" text "${text}")
  endforeach()
  string(SHA256 hash "${text}")
  string(SUBSTRING "${hash}" 0 32 hash)
  list(APPEND hashes "${name}=${hash}")
  string(FIND "${text}" ")${delimiter}\"" at)
  if(NOT at EQUAL -1 OR NOT DEFINED type_of_${extension})
    message(FATAL_ERROR "${path}: has no known type, or holds )${delimiter}\"")
  endif()
  string(APPEND rows "    {\"${name}\", \"${type_of_${extension}}\",\n"
                     "     R\"${delimiter}(${text})${delimiter}\",\n     \"${hash}\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made by embed.cmake.
#include \"site/assets.hpp\"

namespace ranged::site {
namespace {

constexpr Asset kAssets[] = {
${rows}};

}  // namespace

std::span<const Asset> assets() { return kAssets; }

}  // namespace ranged::site
")
