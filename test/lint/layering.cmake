# Run as: cmake -DROOT=<source dir> -P layering.cmake
#
# A file may include its own layer and the layers written before it, nothing else. Public headers
# include public headers only. http, http1, plan and site do no IO and read no clock.
cmake_minimum_required(VERSION 3.25)
set(layers base http http1 content plan site uv file net daemon)

# Headers that only some folders may include, "header=folders", both regular expressions. The first
# that fits a header decides.
set(os_side "(include/ranged|src)/(base|content|uv|file|net|daemon)/")
set(confined
    "uv(/.*)?\\.h=src/(uv|file|net|daemon)/"
    "llhttp\\.h=src/http1/"
    # Headers of the standard library have no suffix: one that has is the system's, or a library's.
    ".*\\.h=${os_side}"
    "(filesystem|fstream|iostream|cstdio|ctime|thread|mutex|condition_variable|future)=${os_side}")

set(pure "^(include/ranged|src)/(http|http1|plan|site)/")
set(clock "(_clock::now|(^|[^A-Za-z0-9_.>])(time|clock_gettime|gettimeofday|localtime|gmtime)\\()")

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/include/*.hpp ${ROOT}/src/*.hpp ${ROOT}/src/*.cpp)
set(violations "")

foreach(file ${files})
  string(REGEX REPLACE "^(include/ranged|src)/([^/]+)/.*" "\\2" layer ${file})
  list(FIND layers ${layer} rank)
  if(rank EQUAL -1)
    list(APPEND violations "${file}: ${layer} is not a layer")
  endif()

  file(STRINGS ${ROOT}/${file} includes REGEX "^[ \t]*#[ \t]*include")
  foreach(include ${includes})
    if(include MATCHES "\"(ranged/)?([^/\"]+)(/[^\"]*)?\"")
      set(public "${CMAKE_MATCH_1}")
      set(target "${CMAKE_MATCH_2}")
      list(FIND layers ${target} target_rank)
      if(target_rank EQUAL -1)
        list(APPEND violations "${file}: no layer, written from the root, is in: ${include}")
      elseif(target_rank GREATER rank)
        list(APPEND violations "${file}: ${layer} may not include ${target}: ${include}")
      elseif(file MATCHES "^include/" AND NOT public)
        list(APPEND violations "${file}: a public header may not include ${include}")
      endif()
    endif()
    foreach(rule ${confined})
      string(REGEX MATCH "^(.*)=(.*)$" rule "${rule}")
      set(header "${CMAKE_MATCH_1}")
      set(allowed "${CMAKE_MATCH_2}")
      if(include MATCHES "[<\"]${header}[>\"]")
        if(NOT file MATCHES "^${allowed}")
          list(APPEND violations "${file}: only ${allowed} may have ${include}")
        endif()
        break()
      endif()
    endforeach()
  endforeach()

  if(file MATCHES "${pure}")
    file(STRINGS ${ROOT}/${file} lines REGEX "${clock}")
    foreach(line ${lines})
      string(REGEX REPLACE "//.*" "" line "${line}")
      if(line MATCHES "${clock}")
        list(APPEND violations "${file}: ${layer} reads no clock: ${line}")
      endif()
    endforeach()
  endif()
endforeach()

list(LENGTH files count)
if(count EQUAL 0)
  message(FATAL_ERROR "layering: no source file below ${ROOT}")
endif()
if(violations)
  list(JOIN violations "\n  " text)
  message(FATAL_ERROR "layering:\n  ${text}")
endif()
message(STATUS "layering: ${count} files respect ${layers}")
