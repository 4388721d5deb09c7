# llhttp, wherever this system keeps it. Gives Llhttp::llhttp, Llhttp_VERSION and Llhttp_PROVIDER:
#
#   config      its own CMake package (Debian 13: libllhttp-dev). It has no version file, so none is asked for.
#   pkg-config  libllhttp.pc
#   sources     the C files that Debian 12 ships in node-llhttp, compiled here in strict mode: the loose parser, its
#               default, accepts what can be used to smuggle requests.
#
# RANGED_LLHTTP_FROM_SOURCES skips the first two, so that a fuzzer sees inside the parser.
option(RANGED_LLHTTP_FROM_SOURCES "Compile llhttp from its C sources" OFF)

# Every target is global: who links http1 links llhttp, from other directories too.
if(NOT RANGED_LLHTTP_FROM_SOURCES)
  set(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL ON)
  find_package(llhttp CONFIG QUIET)
  unset(CMAKE_FIND_PACKAGE_TARGETS_GLOBAL)
  foreach(target llhttp::llhttp_static llhttp::llhttp_shared llhttp::llhttp)
    if(TARGET ${target} AND NOT TARGET Llhttp::llhttp)
      add_library(Llhttp::llhttp INTERFACE IMPORTED GLOBAL)
      target_link_libraries(Llhttp::llhttp INTERFACE ${target})
      get_target_property(Llhttp_INCLUDE_DIR ${target} INTERFACE_INCLUDE_DIRECTORIES)
      set(Llhttp_PROVIDER config)
    endif()
  endforeach()
  if(NOT TARGET Llhttp::llhttp)
    find_package(PkgConfig QUIET)
    pkg_check_modules(PC_LLHTTP QUIET IMPORTED_TARGET GLOBAL libllhttp)
    if(PC_LLHTTP_FOUND)
      add_library(Llhttp::llhttp INTERFACE IMPORTED GLOBAL)
      target_link_libraries(Llhttp::llhttp INTERFACE PkgConfig::PC_LLHTTP)
      find_path(Llhttp_INCLUDE_DIR llhttp.h HINTS ${PC_LLHTTP_INCLUDE_DIRS})
      set(Llhttp_PROVIDER pkg-config)
    endif()
  endif()
endif()

if(NOT TARGET Llhttp::llhttp)
  find_path(Llhttp_INCLUDE_DIR llhttp.h PATHS /usr/share/include PATH_SUFFIXES llhttp)
  find_path(Llhttp_SOURCE_DIR llhttp.c PATHS /usr/share/llhttp NO_DEFAULT_PATH)
  if(Llhttp_INCLUDE_DIR AND Llhttp_SOURCE_DIR)
    enable_language(C)
    add_library(llhttp_from_sources STATIC ${Llhttp_SOURCE_DIR}/llhttp.c ${Llhttp_SOURCE_DIR}/api.c
                                           ${Llhttp_SOURCE_DIR}/http.c)
    target_include_directories(llhttp_from_sources SYSTEM PUBLIC ${Llhttp_INCLUDE_DIR})
    target_compile_definitions(llhttp_from_sources PUBLIC LLHTTP_STRICT_MODE=1)
    target_compile_options(llhttp_from_sources PRIVATE -w)
    add_library(Llhttp::llhttp ALIAS llhttp_from_sources)
    set(Llhttp_PROVIDER sources)
  endif()
endif()

if(Llhttp_INCLUDE_DIR)
  list(GET Llhttp_INCLUDE_DIR 0 Llhttp_first_include_dir)
  set(Llhttp_numbers "")
  foreach(part MAJOR MINOR PATCH)
    file(STRINGS ${Llhttp_first_include_dir}/llhttp.h line REGEX "define LLHTTP_VERSION_${part} ")
    string(REGEX MATCH "[0-9]+" number "${line}")
    list(APPEND Llhttp_numbers ${number})
  endforeach()
  list(JOIN Llhttp_numbers "." Llhttp_VERSION)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Llhttp
  REQUIRED_VARS Llhttp_PROVIDER Llhttp_INCLUDE_DIR
  VERSION_VAR Llhttp_VERSION
  REASON_FAILURE_MESSAGE "install node-llhttp (Debian 12) or libllhttp-dev (Debian 13)")
